package audit

import (
	"errors"
	"testing"
)

func TestColumnsAreWhereTheyAreDeclared(t *testing.T) {
	if err := errors.Join(table.Check(), heads.Check()); err != nil {
		t.Error(err)
	}
	if !table.Complete() || !heads.Complete() {
		t.Error("a column is missing")
	}
}
