// Disputes: positions on one thing that cannot all hold.
import type { Claim } from './claim.ts'

export type Position = Readonly<{ value: string; voices: number; claims: readonly Claim[] }>
export type Dispute = Readonly<{ about: string; positions: readonly Position[] }>
