package db_test

import (
	"slices"
	"strings"
	"testing"

	"ciaw/server/store/db"
)

// row is a row with two columns of a kind.
type row struct {
	ID     []byte
	Name   string
	Sector string
	Rank   int
	At     int64
	Height *float64
}

// TableName names the table for gorm.
func (row) TableName() string { return "rows" }

func declared() []db.Column[row] {
	return []db.Column[row]{
		{Name: "id", Field: func(r *row) any { return &r.ID }},
		{Name: "name", Field: func(r *row) any { return &r.Name }},
		{Name: "sector", Field: func(r *row) any { return &r.Sector }},
		{Name: "rank", Field: func(r *row) any { return &r.Rank }},
		{Name: "at", Field: func(r *row) any { return &r.At }},
		{Name: "height", Field: func(r *row) any { return &r.Height }},
	}
}

func TestEverythingPositionalFollowsFromTheColumns(t *testing.T) {
	table := db.NewTable("rows", "", declared())
	height := 1.5
	rows := table.Of(&row{ID: []byte{1}, Name: "a", Sector: "b", Rank: 2, At: 3, Height: &height}, &row{ID: []byte{2}})
	if want := "INSERT INTO rows (id, name, sector, rank, at, height) VALUES (?, ?, ?, ?, ?, ?)"; rows.Statement() != want {
		t.Errorf("%s, want %s", rows.Statement(), want)
	}
	if got := rows.AppendValues(nil, 0); len(got) != 6 || got[1] != "a" || got[2] != "b" || got[3] != int64(2) || got[4] != int64(3) || got[5] != 1.5 {
		t.Errorf("values %v", got)
	}
	if got := rows.AppendValues(nil, 1); got[5] != nil {
		t.Errorf("no height is %v", got[5])
	}
	text, n := rows.Unnest(7)
	if want := "$8::bytea[], $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::float8[]"; n != 6 || !strings.Contains(text, want) {
		t.Errorf("%s, want %s", text, want)
	}
	arrays := rows.AppendArrays(nil)
	if names, ok := arrays[1].([]string); !ok || !slices.Equal(names, []string{"a", ""}) || len(arrays) != 6 {
		t.Errorf("arrays %v", arrays)
	}
	if got := table.NamesOf("r"); got != "r.id, r.name, r.sector, r.rank, r.at, r.height" {
		t.Errorf("of an alias: %s", got)
	}
}

func TestSwappedColumnsAreNoticed(t *testing.T) {
	if table := db.NewTable("rows", "", declared()); table.Check() != nil || !table.Complete() {
		t.Errorf("as it should be: %v", table.Check())
	}
	swapped := declared()
	swapped[1].Field, swapped[2].Field = swapped[2].Field, swapped[1].Field
	if db.NewTable("rows", "", swapped).Check() == nil {
		t.Error("two texts are swapped, and nobody notices")
	}
	if table := db.NewTable("rows", "", declared()[1:]); table.Complete() {
		t.Error("a column is missing, and nobody notices")
	}
	if db.NewTable("rows", "", append(declared(), declared()[0])).Check() == nil {
		t.Error("a column stands twice, and nobody notices")
	}
}

func TestListsAreMadeOnceForEachEnd(t *testing.T) {
	for _, want := range []string{"a (?,?)", "a (?,?) b"} {
		if got := db.List("a (", "?", 2, strings.TrimPrefix(want, "a (?,?")); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := db.PadToPowerOfTwo([]int{1, 2, 3}); !slices.Equal(got, []int{1, 2, 3, 3}) {
		t.Errorf("padded %v", got)
	}
}
