package worksheet

import (
	"maps"
	"reflect"

	"ciaw/server/fault"
	"ciaw/server/id"
)

// findAlike finds rows with the same workplace number. Where all of them say the
// same the first one is read, and the others name it; else all are refused, and
// each names another one.
func findAlike(rows []Row) {
	of := map[id.Workplace][]int{}
	for i, row := range rows {
		if number, err := id.ParseWorkplace(row.Text(Number)); err == nil {
			of[number] = append(of[number], i)
		}
	}
	for _, same := range of {
		if len(same) < 2 {
			continue
		}
		first := &rows[same[0]]
		alike := true
		for _, i := range same[1:] {
			alike = alike && first.says(rows[i])
			rows[i].SameAs = first.Number
		}
		if alike {
			continue
		}
		first.SameAs = rows[same[1]].Number
		for _, i := range same {
			rows[i].Mistakes = append(rows[i].Mistakes, fault.At(string(Number), ErrRepeated))
		}
	}
}

// says reports whether another row says the same.
func (r Row) says(other Row) bool {
	mine, its := maps.Clone(r.texts), maps.Clone(other.texts)
	delete(mine, Number) // it is, however it is written
	delete(its, Number)
	return maps.Equal(mine, its) && reflect.DeepEqual(r.Position, other.Position) && len(r.Mistakes) == len(other.Mistakes)
}
