package id_test

import (
	"fmt"
	"slices"
)

// generator makes texts that could be numbers, the same ones as the app's
// generator (pwa/src/numbers/generator.ts): each step throws the same dice.
type generator struct {
	dice   uint32 // xorshift32, never 0
	seeds  [][]rune
	pieces [][]rune // what is put into texts
}

func points(texts []string) [][]rune {
	all := make([][]rune, len(texts))
	for i, text := range texts {
		all[i] = []rune(text)
	}
	return all
}

// roll returns a number below n.
func (g *generator) roll(n int) int {
	g.dice ^= g.dice << 13
	g.dice ^= g.dice >> 17
	g.dice ^= g.dice << 5
	return int(g.dice % uint32(n))
}

// text returns the next one: a known text or a new number, changed up to three
// times.
func (g *generator) text() string {
	text := g.base()
	for range g.roll(4) {
		text = g.change(text)
	}
	return string(text)
}

func (g *generator) base() []rune {
	switch g.roll(8) {
	case 0:
		return []rune(g.niss())
	case 1:
		return []rune(g.checked(fmt.Sprintf("%02d", g.roll(20))+g.digits(6), func(n int) int { return 97 - n%97 }))
	case 2:
		return []rune(g.checked(g.digits(15), func(n int) int { return (98 - n*100%97 + 97) % 97 }))
	case 3:
		return []rune(g.checked(g.digits(13), func(n int) int { return 98 - n*100%97 }))
	case 4:
		return []rune("1Y10" + g.letters("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 8) + "Z")
	case 5:
		return []rune(g.letters("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 12))
	}
	return slices.Clone(g.seeds[g.roll(len(g.seeds))])
}

// niss returns eleven digits that are near a national number.
func (g *generator) niss() string {
	nine := fmt.Sprintf("%02d%02d%02d%03d", g.roll(100), g.roll(14)+20*g.roll(3), g.roll(34), g.roll(1000))
	century := 2_000_000_000 * g.roll(2)
	return g.checked(nine, func(n int) int { return 97 - (century+n)%97 })
}

// checked adds two check digits, of which one in eight is wrong.
func (g *generator) checked(digits string, check func(int) int) string {
	n := 0
	for _, digit := range digits {
		n = n*10 + int(digit-'0')
	}
	c := check(n)
	if g.roll(8) == 0 {
		c = g.roll(100)
	}
	return fmt.Sprintf("%s%02d", digits, c)
}

func (g *generator) digits(n int) string { return g.letters("0123456789", n) }

func (g *generator) letters(of string, n int) string {
	text := ""
	for range n {
		text += string(of[g.roll(len(of))])
	}
	return text
}

// scripts are the zeros of those whose digits are read.
var scripts = []rune{'٠', '۰', '０'}

func (g *generator) change(text []rune) []rune {
	how, at, piece := g.roll(6), g.roll(len(text)+1), g.pieces[g.roll(len(g.pieces))]
	switch {
	case how <= 2:
		return slices.Insert(text, at, piece...)
	case at == len(text):
		return text
	case how == 3:
		return slices.Replace(text, at, at+1, piece...)
	case how == 4:
		return slices.Delete(text, at, at+1)
	}
	zero := scripts[g.roll(len(scripts))]
	for i, r := range text {
		if r >= '0' && r <= '9' {
			text[i] = zero + r - '0'
		}
	}
	return text
}
