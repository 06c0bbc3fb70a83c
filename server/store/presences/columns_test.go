package presences

import (
	"errors"
	"testing"
)

func TestColumnsAreWhereTheyAreDeclared(t *testing.T) {
	if err := errors.Join(columns.Check()); err != nil {
		t.Error(err)
	}
	if !(columns.Complete()) {
		t.Error("a column is missing")
	}
}
