package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxXLSX is how many rows a sheet of a workbook has.
const maxXLSX = 1_048_576

const sheet = "Sheet1"

// Writer writes a table row by row, so that no more than a few of them need be
// held.
type Writer interface {
	// Write writes one row. ErrTooLong says that the file can hold no more.
	Write(row []string) error
	// Close ends the table; before that it may not be whole.
	Close() error
}

// CSV returns a writer of rows separated by semicolons, in UTF-8 with a byte
// order mark.
func CSV(w io.Writer) Writer {
	buffered := bufio.NewWriter(w)
	_, _ = buffered.WriteString(byteOrderMark) // an error comes again when it is flushed
	c := csv.NewWriter(buffered)
	c.Comma, c.UseCRLF = ';', true
	return &csvWriter{c, buffered}
}

type csvWriter struct {
	*csv.Writer
	buffered *bufio.Writer
}

// Write writes one row.
func (w *csvWriter) Write(row []string) error {
	safe := make([]string, len(row))
	for i, text := range row {
		safe[i] = harmless(text)
	}
	return w.Writer.Write(safe)
}

// Close writes what is left.
func (w *csvWriter) Close() error {
	w.Flush()
	return errors.Join(w.Error(), w.buffered.Flush())
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

// XLSX returns a writer of a workbook. All cells are texts, so none is a
// formula; the first row stays in sight. Nothing is written to w before Close.
func XLSX(w io.Writer) (Writer, error) {
	f := excelize.NewFile()
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := errors.Join(s.SetColWidth(1, maxColumns, 18), s.SetPanes(panes)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &xlsxWriter{to: w, file: f, stream: s}, nil
}

type xlsxWriter struct {
	to     io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	rows   int
}

// Write writes one row.
func (w *xlsxWriter) Write(row []string) error {
	if w.rows == maxXLSX {
		return ErrTooLong
	}
	w.rows++
	cells := make([]any, len(row))
	for n, text := range row {
		cells[n] = text
	}
	name, err := excelize.CoordinatesToCellName(1, w.rows)
	if err != nil {
		return err
	}
	return w.stream.SetRow(name, cells)
}

// Close writes the workbook.
func (w *xlsxWriter) Close() error {
	return errors.Join(w.stream.Flush(), w.file.Write(w.to), w.file.Close())
}
