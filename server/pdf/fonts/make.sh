#!/bin/sh
# Makes the fonts in this folder anew. Needs Debian's fonttools,
# fonts-noto-core and fonts-noto-mono.
set -eu
cd "$(dirname "$0")"
noto=/usr/share/fonts/truetype/noto

part() { # FROM LETTERS TO
	pyftsubset "$noto/$1.ttf" --unicodes="$2" --output-file="$3.ttf" \
		--layout-features='kern,mark,mkmk,ccmp,locl,init,medi,fina,rlig,liga,calt' \
		--no-hinting --notdef-outline --name-IDs='0,1,2,3,4,5,6,13,14'
}

latin='U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+0300-0304,U+0306-030C,U+0326-0328,U+1E9E'
greek='U+0370-03FF'
cyrillic='U+0400-045F,U+0490,U+0491'
signs='U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+FFFD'
arabic='U+0020-002F,U+003A,U+00A0,U+060C,U+061B,U+061F,U+0620-065F,U+0660-0671,U+067E,U+0686,U+0698,U+06A4,U+06A9,U+06AF,U+06CC,U+06D4,U+06F0-06F9,U+200C-200F,U+2010-2015,U+2026'

for weight in Regular Bold; do
	lower=$(echo "$weight" | tr RB rb)
	part "NotoSans-$weight" "$latin,$greek,$cyrillic,$signs" "sans-$lower"
	part "NotoSansArabic-$weight" "$arabic" "arabic-$lower"
done
part NotoSansMono-Bold 'U+0020,U+002D,U+0030-0039,U+0041-005A' mono-bold
