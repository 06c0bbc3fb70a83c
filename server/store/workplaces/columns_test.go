package workplaces

import (
	"errors"
	"testing"
)

func TestColumnsAreWhereTheyAreDeclared(t *testing.T) {
	if err := errors.Join(columns.Check(), columnsOfPoster.Check(), columnsOfContractor.Check()); err != nil {
		t.Error(err)
	}
	if !columns.Complete() || !columnsOfContractor.Complete() {
		t.Error("a column is missing")
	}
}
