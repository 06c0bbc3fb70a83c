package outboxes

import (
	"errors"
	"testing"
)

func TestColumnsAreWhereTheyAreDeclared(t *testing.T) {
	if err := errors.Join(Columns.Check()); err != nil {
		t.Error(err)
	}
	if !(Columns.Complete()) {
		t.Error("a column is missing")
	}
}
