package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"

	"ciaw/server/checkin"
)

// textsCleaned is the number of the migration that cleans texts which earlier
// releases took as they came.
const textsCleaned = 10

// typedText is a column that people typed into, which is not encrypted: how its
// texts are read with the keys of their rows, and how one is changed.
type typedText struct{ read, change string }

var typedTexts = []typedText{
	{"SELECT name, number FROM workplaces", "UPDATE workplaces SET name = $1 WHERE number = $2"},
	{"SELECT address, number FROM workplaces", "UPDATE workplaces SET address = $1 WHERE number = $2"},
	{"SELECT client, number FROM workplaces", "UPDATE workplaces SET client = $1 WHERE number = $2"},
	{"SELECT gate, code FROM posters", "UPDATE posters SET gate = $1 WHERE code = $2"},
	{"SELECT name, workplace, number FROM contractors", "UPDATE contractors SET name = $1 WHERE workplace = $2 AND number = $3"},
	{"SELECT name, id FROM companies", "UPDATE companies SET name = $1 WHERE id = $2"},
	{"SELECT name, id FROM passkeys", "UPDATE passkeys SET name = $1 WHERE id = $2"},
}

// cleanTexts is that migration. It is in Go, as SQL does not know which
// characters can be seen.
func cleanTexts() *goose.Migration {
	up := func(ctx context.Context, tx *sql.Tx) error {
		for _, t := range typedTexts {
			if err := t.clean(ctx, tx); err != nil {
				return fmt.Errorf("clean texts: %s: %w", t.read, err)
			}
		}
		return nil
	}
	down := func(context.Context, *sql.Tx) error { return nil }
	return goose.NewGoMigration(textsCleaned, &goose.GoFunc{RunTx: up}, &goose.GoFunc{RunTx: down})
}

func (t typedText) clean(ctx context.Context, tx *sql.Tx) error {
	changed, err := t.unclean(ctx, tx)
	if err != nil {
		return err
	}
	for _, args := range changed {
		if _, err := tx.ExecContext(ctx, t.change, args...); err != nil {
			return err
		}
	}
	return nil
}

// unclean returns what the texts become that are not clean, each with its keys. Of
// one that is nothing but what cannot be seen a question mark is left.
func (t typedText) unclean(ctx context.Context, tx *sql.Tx) (changed [][]any, err error) {
	rows, err := tx.QueryContext(ctx, t.read)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var text string
		keys := make([]any, len(columns)-1)
		into := []any{&text}
		for i := range keys {
			into = append(into, &keys[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		clean := checkin.CleanText(text)
		if clean == text {
			continue
		}
		changed = append(changed, append([]any{cmp.Or(clean, "?")}, keys...))
	}
	return changed, rows.Err()
}
