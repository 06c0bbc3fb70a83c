package store_test

import (
	"os"
	"testing"

	"ciaw/server/store"
)

func TestADatabaseSaysWhetherItHasKeys(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			register, _ := e.fresh(t)
			for _, want := range []bool{false, true} {
				if has, err := store.HasKeys(t.Context(), register); err != nil || has != want {
					t.Errorf("%v, %v, want %v", has, err, want)
				}
				if _, err := os.Stat(register); name == "SQLite" && !want && err == nil {
					t.Error("looking made a file")
				}
				openAndClose(t, register)
			}
		})
	}
}
