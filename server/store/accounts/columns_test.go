package accounts

import (
	"errors"
	"testing"
)

func TestColumnsAreWhereTheyAreDeclared(t *testing.T) {
	if err := errors.Join(sessionColumns.Check(), memberColumns.Check(), companyColumns.Check()); err != nil {
		t.Error(err)
	}
	if !sessionColumns.Complete() || !companyColumns.Complete() {
		t.Error("a column is missing")
	}
}
