// The look of the web desk: one style sheet, one small script, and the policy that allows only them.
import { createHash } from 'node:crypto'

export const STYLE = `
:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1d1c1a;--quiet:#615d55;--line:#dfdbd2;--card:#fff;--accent:#7a2e1d;--mark:#ffe9a8;--mark-ink:#1d1c1a}
@media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#ece9e2;--quiet:#a8a296;--line:#37342f;--card:#201e1b;--accent:#f0a58f;--mark:#6b5312;--mark-ink:#fff8e0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Georgia,"Times New Roman","Noto Serif","Noto Serif Myanmar","Songti SC",serif;overflow-wrap:anywhere}
header,main,footer{max-width:44rem;margin:0 auto;padding:0 1.1rem}
header{padding-top:1.6rem;padding-bottom:.6rem}
header a{color:inherit;text-decoration:none}
header p{margin:.1rem 0 0;color:var(--quiet)}
header .name{margin:0;font-size:1.35rem;font-weight:700;color:var(--ink)}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .5rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.5rem 0}
a{color:var(--accent)}
.note,.sources,footer,label,.asked,.facts{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;font-size:.875rem;color:var(--quiet)}
.exchange{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.2rem;margin:1rem 0;scroll-margin-top:1rem}
.asked{margin:0 0 .6rem}
.claim{display:flex;gap:.7rem;margin:.9rem 0}
.claim>div{flex:1;min-width:0}
.claim p{margin:0}
.number{flex:none;min-width:1.4rem;text-align:right;color:var(--accent);font-family:system-ui,sans-serif;font-size:.95rem;line-height:1.75}
.sources{list-style:none;margin:.25rem 0 0;padding:0}
hr{border:0;border-top:1px solid var(--line);margin:1.1rem 0}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.9rem}
.buttons form{margin:0}
button{font:600 .9rem/1.2 system-ui,sans-serif;padding:.6rem .95rem;border-radius:.45rem;border:1px solid var(--line);background:var(--card);color:var(--ink);cursor:pointer}
button:hover{border-color:var(--accent)}
.ask{margin:1.2rem 0}
.ask label{display:block;margin-bottom:.35rem}
.ask div{display:flex;gap:.5rem}
.ask input{flex:1;min-width:0;font:inherit;padding:.55rem .75rem;border:1px solid var(--quiet);border-radius:.45rem;background:var(--card);color:inherit}
.ask button{background:var(--accent);border-color:var(--accent);color:var(--paper)}
.status{margin:.35rem 0 0;min-height:1.4em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
footer{padding-top:1rem;padding-bottom:2.5rem}
mark{background:var(--mark);color:var(--mark-ink);padding:.1em 0;box-decoration-break:clone;-webkit-box-decoration-break:clone;scroll-margin-top:30vh}
.text p{margin:0 0 1rem}
@media(max-width:30rem){.ask div{flex-direction:column}.exchange{padding:.9rem}}
@media print{.ask,.buttons,footer{display:none}}
`

/** Says that work goes on and keeps a question from being sent twice; the page does without it. */
export const SCRIPT = `
for(const form of document.forms)form.addEventListener('submit',()=>{for(const button of document.querySelectorAll('button'))button.disabled=true;const status=document.querySelector('.status');if(status)status.textContent='Reading…'});
addEventListener('pageshow',()=>{for(const button of document.querySelectorAll('button'))button.disabled=false;const status=document.querySelector('.status');if(status)status.textContent=''});
`

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded from anywhere; only our own style and script run, and forms go back to where they came from. */
export const DESK_POLICY = `default-src 'none'; style-src ${sha256(STYLE)}; script-src ${sha256(SCRIPT)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
export const READER_POLICY = `default-src 'none'; style-src ${sha256(STYLE)}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`
