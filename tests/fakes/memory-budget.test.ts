// The budget store of the tests keeps the promises of the one on disk.
import { budgetStoreContract } from '../contracts/budget-store.ts'
import { memoryBudget } from './memory-budget.ts'

budgetStoreContract(async () => memoryBudget())
