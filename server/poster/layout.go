package poster

import (
	"context"

	"ciaw/qr"
	"ciaw/server/pdf"
)

// press lays sheets on pages.
type press struct {
	ctx      context.Context
	doc      *pdf.Document
	words    catalogue
	drawings []drawing
}

// drawing is a sheet and its QR code.
type drawing struct {
	sheet Sheet
	code  qr.Matrix
}

// plan is the layout of a sheet, in millimetres.
type plan struct {
	width, height float64
	margin        float64
	gap           float64
	steps         float64 // width of the column with the three steps, in pictures only; zero: they stand below the code, in words too
	picture       float64 // edge of a step's picture, where there are words
	told          look    // what the steps say, and whatever else is to be read from two metres: 16 points if there is any room
	band          look    // the title
	bandHeight    float64 // at most
	strip         float64 // height of the mark of a simulation
	typed         look    // the code to type
	link          look
	workplace     workplacePlan
	foot          look
}

// workplacePlan is the layout of the lower part of a sheet.
type workplacePlan struct {
	height, name, number float64 // heights; the address has the rest
	gate                 float64 // width
	nameLook, addressLook,
	numberLook, gateLook look
}

// sheetPlan is for a whole page of A4, and enlarged for A3.
var sheetPlan = plan{
	width: 210, height: 297, margin: 9, gap: 4, picture: 23, told: look{pdf.Regular, 9, 2.4},
	band: look{pdf.Bold, 15, 5}, bandHeight: 36, strip: 12,
	typed: look{pdf.Mono, 8.8, 6}, link: look{pdf.Regular, 4.2, 2.6},
	workplace: workplacePlan{
		height: 35, name: 17, number: 7, gate: 62,
		nameLook: look{pdf.Bold, 8.5, 3.2}, addressLook: look{pdf.Regular, 4.6, 2.6},
		numberLook: look{pdf.Mono, 5, 3}, gateLook: look{pdf.Bold, 9, 2.6},
	},
	foot: look{pdf.Regular, 3, 2},
}

// stickerPlan is for a quarter of an A4.
var stickerPlan = plan{
	width: 105, height: 148.5, margin: 6.5, gap: 2.5, steps: 20,
	band: look{pdf.Bold, 8, 2.6}, bandHeight: 29, strip: 9,
	typed: look{pdf.Mono, 7, 4}, link: look{pdf.Regular, 3, 1.8},
	workplace: workplacePlan{
		height: 21, name: 10, number: 4.2, gate: 32,
		nameLook: look{pdf.Bold, 4.6, 1.9}, addressLook: look{pdf.Regular, 2.8, 1.7},
		numberLook: look{pdf.Mono, 2.9, 2}, gateLook: look{pdf.Bold, 5, 1.7},
	},
	foot: look{pdf.Regular, 2, 1.5},
}

// enlarged is how much longer than A4's the edge of an A3 is.
const enlarged = 420.0 / 297

// lay puts every drawing on paper, as long as somebody waits for it.
func (p *press) lay(f Format) error {
	switch f {
	case A6:
		return p.layStickers()
	case A3:
		return p.layPages(enlarged)
	default:
		return p.layPages(1)
	}
}

func (p *press) layPages(scale float64) error {
	for _, d := range p.drawings {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		page := p.doc.AddPage(sheetPlan.width*scale, sheetPlan.height*scale)
		page.Within(0, 0, scale, func() { p.sheetOn(page, d, sheetPlan).draw() })
	}
	return nil
}

func (p *press) layStickers() error {
	all := p.drawings
	if len(all) == 1 {
		all = []drawing{all[0], all[0], all[0], all[0]}
	}
	var page *pdf.Page
	for i, d := range all {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if i%4 == 0 {
			page = p.doc.AddPage(2*stickerPlan.width, 2*stickerPlan.height)
			drawCutMarks(page)
		}
		x, y := stickerPlan.width*float64(i%2), stickerPlan.height*float64(i%4/2)
		page.Within(x, y, 1, func() { p.sheetOn(page, d, stickerPlan).draw() })
	}
	return nil
}

// drawCutMarks shows where to cut a page into four.
func drawCutMarks(page *pdf.Page) {
	const long = 9.0
	w, h := stickerPlan.width, stickerPlan.height
	for _, mark := range [][2]pdf.Point{
		{{X: w, Y: 0}, {X: w, Y: long}}, {{X: w, Y: 2*h - long}, {X: w, Y: 2 * h}},
		{{X: 0, Y: h}, {X: long, Y: h}}, {{X: 2*w - long, Y: h}, {X: 2 * w, Y: h}},
		{{X: w - long/2, Y: h}, {X: w + long/2, Y: h}}, {{X: w, Y: h - long/2}, {X: w, Y: h + long/2}},
	} {
		page.Stroke(black, 0.2, new(pdf.Path).Lines(mark[0], mark[1]))
	}
}
