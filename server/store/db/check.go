package db

import (
	"fmt"
	"reflect"
	"sync"

	"gorm.io/gorm/schema"
)

// Check fails if a column is not declared with the field that gorm keeps it in:
// two columns of one kind could else be swapped unseen. Tests of every table ask
// for it.
func (t Table[R]) Check() error {
	parsed, err := schema.Parse(new(R), new(sync.Map), schema.NamingStrategy{})
	if err != nil {
		return err
	}
	row := reflect.ValueOf(new(R)).Elem()
	at := map[string]uintptr{}
	for _, f := range parsed.Fields {
		at[f.DBName] = row.FieldByName(f.Name).Addr().Pointer()
	}
	seen := map[string]bool{}
	for _, c := range t.columns {
		field := reflect.ValueOf(c.Field(row.Addr().Interface().(*R))).Pointer()
		if where, known := at[c.Name]; !known || where != field || seen[c.Name] {
			return fmt.Errorf("%s: column %s is not declared with its field", parsed.Table, c.Name)
		}
		seen[c.Name] = true
	}
	return nil
}

// Complete reports whether every field of the row has a column.
func (t Table[R]) Complete() bool { return len(t.columns) == reflect.TypeFor[R]().NumField() }
