#include "reports/render/html_parts.hpp"

namespace alertsage::reports {
namespace {

// The page's surface is the charts' (kSurface in charts/paint.hpp), whose labels have halos of it.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--surface:#ffffff;--raised:#f4f6f9;--ink:#1c2128;--muted:#59626e;
--line:#dde2e8;--accent:#0b62b0;--best:#e2f1ea;--best-ink:#00543f;
--good:#00785c;--bad:#a8123a;--open:#806100}
@media(prefers-color-scheme:dark){:root{--surface:#15181d;--raised:#1d222a;--ink:#e8ebf0;
--muted:#a3adba;--line:#2c323b;--accent:#6cb6ff;--best:#143a30;--best-ink:#7fe3c4;
--good:#43cfa5;--bad:#ff8fa6;--open:#e5c443}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:clamp(16px,2.4vw,36px);max-width:1560px;background:var(--surface);
color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1{font-size:clamp(24px,3.4vw,36px);line-height:1.15;letter-spacing:-.015em;margin:0 0 6px}
h2{font-size:24px;line-height:1.2;margin:56px 0 4px;letter-spacing:-.01em}
h3{font-size:18px;margin:36px 0 6px}
p{margin:0 0 12px;max-width:80ch}
a{color:var(--accent)}
.warning{font-weight:600;border-left:4px solid #b3261e;padding:6px 14px;margin:18px 0 0}
.muted{color:var(--muted)}
small,.small{font-size:13px;color:var(--muted)}
nav{margin:14px 0 0;font-size:14px;display:flex;flex-wrap:wrap;gap:2px 18px}
.uses{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,250px),1fr));gap:16px;
margin:26px 0 0;padding:0;list-style:none}
.uses li{background:var(--raised);border-radius:10px;padding:18px 20px}
.uses .use{font-size:14px;font-weight:600;color:var(--muted);margin:0 0 2px}
.uses .verdict{font-size:21px;line-height:1.25;font-weight:700;margin:0 0 8px}
.uses p{margin:0 0 6px}
.scroll{overflow-x:auto;margin:14px 0 8px;border:1px solid var(--line);border-radius:10px}
.parts{display:flex;flex-wrap:wrap;align-items:flex-start;gap:16px;margin:14px 0 8px;
max-width:1240px}
.parts .scroll{flex:1 1 auto;max-width:100%;margin:0}
table{border-collapse:collapse;font-size:14px;width:100%}
caption{caption-side:top;text-align:left;padding:10px 14px;color:var(--muted)}
th,td{padding:8px 12px;text-align:right;vertical-align:top;border-top:1px solid var(--line)}
thead th{vertical-align:bottom;font-weight:600;border-top:0;line-height:1.25}
thead tr+tr th{font-weight:400;color:var(--muted);padding-top:0}
th[scope=row],th.first{text-align:left;font-weight:600}
.strategies th.first,.strategies th[scope=row]{position:sticky;left:0;background:var(--surface);
z-index:1;min-width:104px;max-width:200px;border-right:1px solid var(--line)}
.strategies .start{border-left:1px solid var(--line)}
.strategies td,.strategies th{padding-left:8px;padding-right:8px}
sup{line-height:0}
.strategies td{line-height:1.3}
.strategies .figure{font-size:15px;white-space:nowrap}
.strategies td small{display:block;font-size:12px;white-space:nowrap}
.strategies td.growth small{white-space:normal;min-width:150px}
.best .figure{font-weight:700;background:var(--best);color:var(--best-ink);border-radius:5px;
padding:1px 4px;margin-right:-4px}
.tag{display:block;font-size:11px;font-weight:700;color:var(--best-ink);line-height:1.5}
td.none{text-align:center;color:var(--muted);font-size:13px}
.list td,.list th{text-align:left;padding:5px 12px}
.list td.number{text-align:right;white-space:nowrap}
.list tbody th{font-weight:400;font-family:ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",
monospace;font-size:13px;overflow-wrap:anywhere;min-width:min(340px,38vw)}
.legend{font-size:13px;color:var(--muted);max-width:110ch}
ol.notes{font-size:13px;color:var(--muted);margin:4px 0 12px;padding-left:24px;
list-style:lower-alpha}
.finding{background:var(--raised);border-left:6px solid var(--muted);border-radius:10px;
padding:14px 20px;margin:18px 0}
.finding p{margin:0}.finding .verdict{font-size:24px;line-height:1.25;font-weight:700}
.finding.bad{border-color:var(--bad)}.finding.good{border-color:var(--good)}
.finding.open{border-color:var(--open)}
.badge{display:inline-block;white-space:nowrap;font-weight:700;border-radius:5px;padding:1px 8px;color:var(--surface);
background:var(--muted)}
.badge.bad{background:var(--bad)}.badge.good{background:var(--good)}
.badge.open{background:var(--open)}.badge.same{background:var(--muted)}
.remarks{padding-left:20px;max-width:80ch}.remarks.warning{padding-left:34px}h3.row{margin-top:48px;overflow-wrap:anywhere}
pre{overflow-x:auto;font-size:13px;background:var(--raised);border-radius:10px;padding:12px 16px}
.cards td,.cards th{text-align:left}.cards th[scope=row]{min-width:150px;overflow-wrap:anywhere}
.cards td.number{white-space:nowrap}
.cards .why{min-width:280px}.cards p{margin:0 0 4px}.cards ul{margin:0 0 4px;padding-left:18px}
.cards li,code{overflow-wrap:anywhere}
code{font-family:ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace;font-size:.9em}
figure{margin:34px 0 0;display:grid;gap:8px 36px}
figure h3{margin:0}
figcaption{font-size:15px}
figcaption p{color:var(--muted);margin:4px 0 0;max-width:75ch}
figure picture{display:block;min-width:0}
figure img{display:block;width:100%;max-width:920px;height:auto}
@media(min-width:1240px){figure{grid-template-columns:920px minmax(240px,1fr);align-items:start}
figcaption{grid-column:2;grid-row:1;padding-top:18px}figure picture{grid-column:1;grid-row:1}}
@media(max-width:640px){figure img{max-width:520px}h2{margin-top:44px}
th,td{padding:7px 9px}.strategies td,.strategies th{padding-left:5px;padding-right:5px}
.strategies th.first,.strategies th[scope=row]{min-width:80px;max-width:92px}
.strategies,.strategies .figure{font-size:13px}
.strategies td small{font-size:11px}
.strategies td.growth small{min-width:96px}}
@media(max-width:1000px){.cards thead{display:none}.cards tr{display:block;border-top:1px solid var(--line);padding:10px 14px}
.cards tr:first-child{border-top:0}
.cards th[scope=row],.cards td{display:block;border:0;padding:2px 0;min-width:0}
.cards td:not(.why)::before{content:attr(data-label) ": ";color:var(--muted)}
.cards td.number{display:inline-block;padding-right:14px}
.cards .why{min-width:0}}
details{margin:28px 0 0;border-top:1px solid var(--line);padding-top:12px}
summary{cursor:pointer;font-weight:600}
dl{display:grid;grid-template-columns:minmax(110px,max-content) 1fr;gap:6px 24px;margin:10px 0;
font-size:15px;max-width:1000px}
dt{font-weight:600;overflow-wrap:anywhere;max-width:30ch}
dd{margin:0;overflow-wrap:anywhere}
@media(max-width:640px){dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 10px}}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{:root{color-scheme:light;--surface:#fff;--raised:#f4f6f9;--ink:#000;--muted:#444;
--line:#bbb;--best:#e2f1ea;--best-ink:#00543f}
@page{size:A4 landscape;margin:12mm}
body{padding:0;max-width:none;font-size:12px}nav{display:none}h1{font-size:24px}
.uses{grid-template-columns:repeat(3,1fr);gap:10px}.uses li{padding:10px 12px}
.uses .verdict{font-size:15px}.small,.legend,ol.notes,td.none,.uses .use{font-size:10px}
.tag{font-size:9px}h2{font-size:18px;margin-top:28px}
.scroll{overflow:visible;border:0}.strategies th[scope=row],.strategies th.first{position:static}
.strategies td{min-width:0;padding:4px 5px}.strategies .figure{font-size:11px}
.strategies td small{font-size:9px}.strategies td.growth small{min-width:90px}
table{font-size:11px}th,td{padding:4px 6px}
figure,tr,.uses li{break-inside:avoid}h2,h3{break-after:avoid}
figure{grid-template-columns:1fr}figcaption,figure picture{grid-column:1;grid-row:auto}
figure img{max-width:720px}}
)css";

}  // namespace

std::string_view html_style() {
  return kStyle;
}

}  // namespace alertsage::reports
