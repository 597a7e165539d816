/** The page's style sheet. */
import { COLOURS } from './style-colours.ts';

/** CSS, colours first. */
export const STYLE = `${COLOURS}
*{box-sizing:border-box}
html{color-scheme:light dark;scroll-padding-top:3.5rem}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
.page{max-width:1180px;margin:0 auto;padding:0 24px 64px}
h1,h2,h3,p,ul,dl,dd,fieldset{margin:0;padding:0}
ul{list-style:none}
h1{font-size:1.75rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.2rem;font-weight:650;letter-spacing:-.005em}
h3{font-size:.95rem;font-weight:650}
a{color:var(--link);text-decoration:none}
a:hover,p a,.rule a{text-decoration:underline}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
code,q,.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em;overflow-wrap:anywhere}
q{background:var(--code);border-radius:3px;padding:1px 4px;quotes:none}
small,.sub,.fine,.why{color:var(--muted)}
small,.fine{font-size:.84rem;font-weight:400}
.n,.num{font-variant-numeric:tabular-nums;color:var(--muted)}
.num{text-align:right;white-space:nowrap}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}
.skip:focus{left:12px;top:12px;background:var(--panel);padding:8px 14px;z-index:3}
.top{padding:28px 0 8px}
.brand{color:var(--muted);font-size:.9rem;margin-bottom:18px;overflow-wrap:anywhere}
.brand b{color:var(--ink);margin-right:6px}
.verdict{border-left:4px solid var(--tone);padding:2px 0 2px 20px}
.v-pass{--tone:var(--good)}.v-fail{--tone:var(--error)}.v-incomplete{--tone:var(--warning)}
.badge{color:var(--tone)}
.lead{margin-top:8px;max-width:75ch}
.reasons{margin-top:14px;display:grid;gap:6px}
.reasons li{display:grid;grid-template-columns:78px 1fr;align-items:baseline}
.reasons .level{justify-self:start}
.level{display:inline-block;font-size:.74rem;line-height:1.5;font-weight:600;border-radius:4px;padding:0 7px;border:1px solid;white-space:nowrap}
.l-error{color:var(--error);background:var(--error-soft)}
.l-warning{color:var(--warning);background:var(--warning-soft)}
.l-note{color:var(--note);background:var(--note-soft)}
.tag{font-family:inherit;font-size:.76rem;color:var(--muted);border:1px solid var(--line);border-radius:4px;padding:0 5px;white-space:nowrap}
.answers{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;margin-top:28px}
.card,.panel,.group{background:var(--panel);border:1px solid var(--line);border-radius:8px}
.card{padding:16px 18px 18px;min-width:0}
.card h2{font-size:1rem;margin-bottom:12px}
.card h2 small{display:block}
.card h3{margin:14px 0 8px;font-size:.84rem;color:var(--muted);font-weight:500}
.bars li{display:grid;grid-template-columns:1fr auto;gap:0 10px;padding:3px 0;font-size:.92rem;overflow-wrap:anywhere}
.bars .bar{grid-column:1/-1;width:100%;height:4px;display:block;margin-top:2px;border-radius:2px}
.rest,.none{color:var(--muted);font-size:.9rem}
nav{position:sticky;top:0;background:var(--ground);border-bottom:1px solid var(--line);margin:24px 0 0;z-index:2}
nav ul{display:flex;gap:4px;overflow-x:auto}
nav a{display:block;padding:10px 12px;color:var(--muted);white-space:nowrap;border-bottom:2px solid transparent}
nav a:hover{color:var(--ink);text-decoration:none;border-color:var(--line)}
section{padding-top:36px}
.card{padding-top:16px}
section>h2+.sub{margin:4px 0 14px;max-width:85ch}
section>h2{margin-bottom:10px}
.panel{padding:16px 18px;margin-top:12px}
.scroll{overflow-x:auto}
.map{display:block;min-width:860px;width:100%;height:auto;font-size:13px}
.map text{fill:var(--ink);paint-order:stroke;stroke:var(--panel);stroke-width:3px;stroke-linejoin:round}
.map .n{fill:var(--muted)}
.map .head{fill:var(--muted);font-size:12px}
.node{fill:var(--ink)}
.band{fill:none;stroke:var(--tone);stroke-opacity:.42}
.band:hover{stroke-opacity:.75}
.fill{fill:var(--tone);fill-opacity:.7}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:10px;font-size:.88rem;color:var(--muted)}
.swatch{width:12px;height:12px;margin-right:6px;vertical-align:-1px}
.track{fill:var(--code)}.value{fill:var(--bar)}.pale{fill:var(--bar-pale)}.lost{fill:var(--error)}
.share{width:100%;height:10px;border-radius:5px;display:block;margin:10px 0}
details.more{margin-top:12px}
summary{cursor:pointer}
details.more>summary,.places>summary{color:var(--link);font-size:.9rem;width:fit-content}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th{font-weight:500;color:var(--muted);text-align:left;font-size:.84rem;white-space:nowrap}
th,td{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
.list{table-layout:fixed;background:var(--panel);border:1px solid var(--line);border-radius:8px;border-spacing:0;border-collapse:separate}
.list th,.list td{padding:9px 14px}
.list th:nth-child(1){width:104px}.list th:nth-child(2){width:25%}.list th:nth-child(3){width:30%}
.list tbody:last-of-type tr:last-child td{border-bottom:0}
.list .row:hover{background:var(--hover)}
.list .place{color:var(--muted)}
.opener,.sorter,.plain{font:inherit;color:inherit;background:none;border:0;padding:0;text-align:left;cursor:pointer;overflow-wrap:anywhere}
.list .row td:nth-child(2),.list th:nth-child(2){padding-left:30px}
.opener{font-weight:600;position:relative}
.opener::before{content:"";position:absolute;left:-16px;top:.5em;width:.4em;height:.4em;border-right:1.5px solid var(--muted);border-bottom:1.5px solid var(--muted);transform:rotate(-45deg)}
.opener[aria-expanded=true]::before{transform:rotate(45deg)}
.no-js .opener::before{display:none}
.opener:hover,.plain{color:var(--link)}
.sorter::after{content:"\\2195";margin-left:5px;opacity:.45}
[aria-sort=ascending] .sorter::after{content:"\\2191";opacity:1}
[aria-sort=descending] .sorter::after{content:"\\2193";opacity:1}
[aria-sort=ascending],[aria-sort=descending]{color:var(--ink)}
html:not(.no-js,.all) .detail:not(.open){display:none}
.list .detail td{background:var(--ground);padding:14px 18px 16px 134px}
.detail p{max-width:95ch;margin:0 0 8px}
.evidence{display:grid;gap:5px;margin:6px 0 10px;font-size:.9rem}
.note{border-left:3px solid var(--line);padding-left:10px}
.filters{display:flex;flex-wrap:wrap;gap:10px 16px;margin-bottom:12px;font-size:.9rem}
.filters[hidden],tbody[hidden],p[hidden]{display:none}
.choice{display:grid;gap:3px;flex:1 1 190px}
.filters label{color:var(--muted)}
.filters input[type=search],.filters select{font:inherit;color:var(--ink);background:var(--panel);border:1px solid var(--edge);border-radius:6px;padding:6px 9px;width:100%;height:36px}
.bottom{flex:1 0 100%;display:flex;flex-wrap:wrap;gap:6px 24px;align-items:center;justify-content:space-between}
.filters fieldset{border:0;display:flex;flex-wrap:wrap;gap:4px 16px}
.filters .check{flex:none;display:flex;align-items:center;gap:5px}
.status{color:var(--muted)}
#findings-more,#findings-none{padding:12px 0}
.group{margin-top:10px}
.group+.fine{margin-top:12px}
.group>summary{padding:11px 18px}
.group>.scroll{padding:0 18px 8px}
.group td:first-child{min-width:300px}
.group td{min-width:90px}
.group tr:last-child td{border-bottom:0}
.places{font-size:.88rem}
.facts{display:grid;gap:9px;padding:2px 18px 14px;font-size:.93rem}
.facts>li{display:grid;grid-template-columns:6.2em 1fr;gap:10px}
.facts .when{color:var(--muted);font-variant-numeric:tabular-nums}
.facts .tag{margin-right:4px}
.facts span{max-width:95ch}
.sources{font-size:.88rem;margin:10px 0}
.sources td:nth-child(odd),.sources td:last-child{white-space:nowrap}
.sources td:nth-child(3){white-space:normal;overflow-wrap:anywhere;min-width:200px}
.trees{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:12px;margin-top:12px}
.trees>.panel{margin-top:0;min-width:0}
.tree,.tree ul{margin:0}
.tree ul{padding-left:22px}
.tree ul>li{position:relative;padding-top:6px}
.tree ul>li::before{content:"";position:absolute;left:-14px;top:0;height:100%;border-left:1.5px solid var(--edge)}
.tree ul>li:last-child::before{height:1.15em}
.tree ul>li::after{content:"";position:absolute;left:-14px;top:1.15em;width:10px;border-top:1.5px solid var(--edge)}
.leaf b{font-weight:500;overflow-wrap:anywhere}
.leaf.used b{font-weight:650}
.two{display:grid;grid-template-columns:1fr 1fr;gap:16px}
.two .panel{margin-top:0;min-width:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;font-size:.92rem}
dt{color:var(--muted)}
dd{overflow-wrap:anywhere}
.unknowns{display:grid;gap:8px;margin-top:8px;font-size:.94rem}
.unknowns>li{padding-left:16px;position:relative}
.unknowns>li::before{content:"";position:absolute;left:2px;top:.62em;width:5px;height:5px;border-radius:50%;background:var(--edge)}
.panel>h3+p,.rule p{margin-top:6px;max-width:90ch;overflow-wrap:anywhere}
.rule .fine{margin-left:4px}
.rule p.fine{margin-left:0}
.panel dl.fine{margin-top:10px}
footer{margin-top:40px;padding-top:14px;border-top:1px solid var(--line)}
@media (max-width:980px){.answers{grid-template-columns:1fr 1fr}}
@media (max-width:720px){.group td:first-child{min-width:150px}.group td{min-width:120px}.page{padding:0 16px 40px}.answers,.two{grid-template-columns:1fr}h1{font-size:1.4rem}.list{table-layout:auto}.list,.list thead,.list tbody,.list tr,.list td{display:block}.list thead{display:none}.list td{border:0;padding:2px 14px}.list .row{padding:10px 0;border-top:1px solid var(--line)}.list .detail td{padding:10px 14px 14px 30px}}
@media print{@page{margin:14mm}html{color-scheme:light}html.all .detail{display:table-row}body{font-size:10.5pt;background:#fff}.page{max-width:none;padding:0}nav,.filters,.skip,.sorter::after,.opener::before,#findings-more,details.more>summary{display:none}.card,.panel,.group,.list{border-color:var(--edge);break-inside:auto}.card,.list tr,.rule,.leaf{break-inside:avoid}.answers{grid-template-columns:repeat(4,1fr);gap:8px}.scroll{overflow:visible}.map{min-width:0}section{padding-top:22px}a{color:inherit}}
`;
