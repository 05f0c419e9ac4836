// Commands as they are said in the other languages that questions are read in: Chinese, Burmese, Spanish, French, Russian, Thai (pure).
import { withoutPrefix } from './parse-command.ts'

/** Nothing can stand behind these. */
const ALONE: Readonly<Record<string, readonly string[]>> = {
  help: ['帮助', '幫助', '说明', '說明', 'အကူအညီ', 'ayuda', 'aide', 'помощь', 'справка', 'ช่วยเหลือ', 'ความช่วยเหลือ'],
  sources: ['来源', '來源', 'သတင်းရင်းမြစ်များ', 'fuentes', 'источники', 'แหล่งข่าว'],
  subscriptions: ['订阅列表', '訂閱清單', 'စာရင်းသွင်းမှုများ', 'suscripciones', 'abonnements', 'подписки', 'รายการสมัครรับ'],
  topics: ['主题', '主題', '主题列表', '主題列表', 'ခေါင်းစဉ်များ', 'temas', 'sujets', 'thèmes', 'темы', 'หัวข้อ'],
  status: ['状态', '狀態', 'အခြေအနေ', 'estado', 'statut', 'état', 'статус', 'состояние', 'สถานะ'],
  settings: ['设置', '設定', 'ဆက်တင်များ', 'ajustes', 'configuración', 'réglages', 'paramètres', 'настройки', 'การตั้งค่า'],
  why: ['依据', '依據', '为什么', '為什麼', 'ဘာကြောင့်လဲ', 'por qué', 'pourquoi', 'почему', 'ทำไม'],
  'forget me': ['忘记我', '忘記我', 'olvídame', 'oublie-moi', 'oubliez-moi', 'забудь меня', 'забудьте меня', 'ลืมฉัน'],
}
/** A topic may follow, or whatever follows the English. */
const LEADING: Readonly<Record<string, readonly string[]>> = {
  new: ['新消息', 'သတင်းအသစ်', 'novedades', 'qué hay de nuevo', 'nouveautés', 'quoi de neuf', 'новое', 'что нового', 'ข่าวใหม่'],
  timeline: ['时间线', '時間線', 'အချိန်စဉ်', 'cronología', 'línea de tiempo', 'chronologie', 'хронология', 'ลำดับเหตุการณ์'],
  disputes: ['争议', '爭議', 'အငြင်းပွားမှုများ', 'disputas', 'desacuerdos', 'désaccords', 'разногласия', 'ข้อโต้แย้ง'],
  digest: ['摘要', 'resumen', 'сводка', 'дайджест'],
  export: ['导出', '匯出', 'exportar', 'exporter', 'экспорт', 'ส่งออก'],
  subscribe: ['订阅', '訂閱', 'စာရင်းသွင်း', 'suscribir', 'suscribirse', 'abonner', 's’abonner', 'подписаться', 'สมัครรับ'],
  pause: ['暂停', '暫停', 'pausar', 'suspendre', 'приостановить', 'หยุดชั่วคราว'],
  resume: ['恢复', '恢復', 'reanudar', 'reprendre', 'возобновить', 'ดำเนินการต่อ'],
  unsubscribe: ['退订', '退訂', '取消订阅', '取消訂閱', 'desuscribir', 'désabonner', 'se désabonner', 'отписаться', 'ยกเลิกการสมัคร'],
}
const MARKS = /^[\s¿¡]+|[\s?!.。？！]+$/gu

const pairs = (all: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(all).flatMap(([command, words]) => words.map((word) => [folded(word), command] as const))
const WHOLE = new Map([...pairs(ALONE), ...pairs(LEADING)])
const MOST_WORDS = 4

/** The same command in English; what is none, or is English already, as it was said. */
export function commandInEnglish(said: string): string {
  const words = withoutPrefix(said).split(/[\s\u3000]+/u)
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count -= 1) {
    const command = WHOLE.get(folded(words.slice(0, count).join(' ')))
    const rest = words.slice(count).join(' ')
    if (command !== undefined && (rest === '' || command in LEADING)) return rest === '' ? command : `${command} ${rest}`
  }
  return said
}

/** Small letters, Latin ones without their accents, which are often not typed. */
function folded(text: string): string {
  const small = text.replace(MARKS, '').toLowerCase().replace(/’/g, "'")
  return small
    .normalize('NFD')
    .replace(/([a-z])\p{M}+/gu, '$1')
    .normalize('NFC')
}
