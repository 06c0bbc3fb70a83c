#!/bin/sh
# Makes the fonts in this folder anew. Needs Debian's fonttools,
# fonts-noto-core and fonts-noto-mono.
#
# Whole blocks of Unicode are taken, not the letters of our own words: names of
# workplaces are written by people.
set -eu
cd "$(dirname "$0")"
noto=/usr/share/fonts/truetype/noto

part() { # FROM LETTERS TO
	pyftsubset "$noto/$1.ttf" --unicodes="$2" --output-file="$3.ttf" \
		--layout-features='kern,mark,mkmk,ccmp,locl,init,medi,fina,rlig,liga,calt' \
		--no-hinting --notdef-outline --name-IDs='0,1,2,3,4,5,6,13,14'
}

latin='U+0020-007E,U+00A0-036F,U+1E00-1EFF,U+FB00-FB06'
greek='U+0370-03FF'
cyrillic='U+0400-052F'
signs='U+2000-206F,U+2070-209F,U+20A0-20CF,U+2100-214F,U+2150-218F,U+2212,U+FFFD'
arabic='U+0020-002F,U+003A,U+00A0,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+2010-2015,U+2026,U+FB50-FDFF,U+FE70-FEFF'

for weight in Regular Bold; do
	lower=$(echo "$weight" | tr RB rb)
	part "NotoSans-$weight" "$latin,$greek,$cyrillic,$signs" "sans-$lower"
	part "NotoSansArabic-$weight" "$arabic" "arabic-$lower"
done
part NotoSansMono-Bold 'U+0020,U+002D,U+0030-0039,U+0041-005A' mono-bold
part NotoSansMath-Regular 'U+0020,U+00A0,U+2190-22FF' signs
part NotoSansSymbols2-Regular 'U+0020,U+00A0,U+2300-23FF,U+25A0-27BF' symbols
