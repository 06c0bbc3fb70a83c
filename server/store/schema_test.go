package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"ciaw/server/store"
	"ciaw/server/store/contract"
	"ciaw/server/store/pgtest"
)

// engine is one of the databases, seen from below.
type engine struct {
	driver  string
	dialect goose.Dialect
	folder  string // of its migrations
	fresh   func(t testing.TB) (register, dsn string)
	schema  func(t *testing.T, db *sql.DB) []string
}

var engines = map[string]engine{
	"SQLite": {"sqlite3", goose.DialectSQLite3, "migrations/sqlite", func(t testing.TB) (string, string) {
		file := filepath.Join(t.TempDir(), "ciaw.db")
		return file, "file:" + file
	}, schemaOfSQLite},
	"PostgreSQL": {"pgx", goose.DialectPostgres, "migrations/postgres", func(t testing.TB) (string, string) {
		url := pgtest.Database(t)
		return url, url
	}, schemaOfPostgreSQL},
}

// lines asks a question with one column.
func lines(t *testing.T, db *sql.DB, question string, args ...any) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), question, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// schemaOfSQLite lists columns as "table.column kind null|not null" and
// indexes as "table(columns) unique|plain partial|whole".
func schemaOfSQLite(t *testing.T, db *sql.DB) []string {
	t.Helper()
	all := lines(t, db, `SELECT lower(m.name || '.' || c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'whole' WHEN 'REAL' THEN 'real'
			WHEN 'BLOB' THEN 'bytes' WHEN 'TEXT' THEN 'text' ELSE c.type END || CASE c."notnull" WHEN 1 THEN ' not null' ELSE ' null' END)
		FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'`)
	return append(all, lines(t, db, `SELECT m.name || '(' || (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
			|| ')' || CASE i."unique" WHEN 1 THEN ' unique' ELSE ' plain' END || CASE i.partial WHEN 1 THEN ' partial' ELSE ' whole' END
		FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'`)...)
}

func schemaOfPostgreSQL(t *testing.T, db *sql.DB) []string {
	t.Helper()
	all := lines(t, db, `SELECT lower(table_name || '.' || column_name || ' ' || CASE data_type WHEN 'bigint' THEN 'whole' WHEN 'integer' THEN 'whole'
			WHEN 'double precision' THEN 'real' WHEN 'bytea' THEN 'bytes' ELSE data_type END || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE ' null' END)
		FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`)
	return append(all, lines(t, db, `SELECT t.relname || '(' || (SELECT string_agg(a.attname, ',' ORDER BY k.n)
				FROM unnest(i.indkey) WITH ORDINALITY k(att, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.att)
			|| ')' || CASE WHEN i.indisunique THEN ' unique' ELSE ' plain' END || CASE WHEN i.indpred IS NULL THEN ' whole' ELSE ' partial' END
		FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
		WHERE n.nspname = 'public' AND t.relname NOT LIKE 'goose%'`)...)
}

// look returns the schema, sorted.
func (e engine) look(t *testing.T, dsn string) []string {
	t.Helper()
	db, err := sql.Open(e.driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	all := e.schema(t, db)
	slices.Sort(all)
	return all
}

// do opens a database from below.
func (e engine) do(t *testing.T, dsn string, f func(*sql.DB) error) {
	t.Helper()
	db, err := sql.Open(e.driver, dsn)
	if err == nil {
		err = errors.Join(f(db), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func openAndClose(t *testing.T, register string) {
	t.Helper()
	s, err := store.Open(t.Context(), register, store.Options{Keys: contract.Keys})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestBothDatabasesEndInTheSameSchema(t *testing.T) {
	var schemas [][]string
	for _, e := range engines {
		register, dsn := e.fresh(t)
		openAndClose(t, register)
		schemas = append(schemas, e.look(t, dsn))
	}
	for i, other := range [][]string{schemas[1], schemas[0]} {
		for _, line := range schemas[i] {
			if !slices.Contains(other, line) {
				t.Errorf("only one database has %s", line)
			}
		}
	}
	if len(schemas[0]) < 40 {
		t.Errorf("only %d columns and indexes were seen", len(schemas[0]))
	}
}

// TestUpgradedIsFresh starts at every earlier version, with a workplace in it.
func TestUpgradedIsFresh(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			register, dsn := e.fresh(t)
			openAndClose(t, register)
			want := e.look(t, dsn)
			files, err := fs.Glob(os.DirFS(e.folder), "*.sql")
			if err != nil || len(files) < 2 {
				t.Fatalf("%v, %v", files, err)
			}
			for version := 1; version <= len(files); version++ { // one is in Go
				register, dsn := e.fresh(t)
				e.do(t, dsn, func(db *sql.DB) error {
					provider, err := goose.NewProvider(e.dialect, db, os.DirFS(e.folder), goose.WithGoMigrations(store.CleanTexts()))
					if err != nil {
						return err
					}
					if _, err = provider.UpTo(t.Context(), int64(version)); err != nil {
						return err
					}
					_, err = db.ExecContext(t.Context(), "INSERT INTO workplaces (number, name, sector, address, opens_on, closes_on) VALUES ('1Y1000003EQCZ', 'Old', 'meat', 'Kaai 1', '', '')")
					return err
				})
				openAndClose(t, register)
				if got := e.look(t, dsn); !reflect.DeepEqual(got, want) {
					t.Errorf("from version %d:\n%s\nfresh:\n%s", version, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
				e.do(t, dsn, func(db *sql.DB) error {
					if kept := lines(t, db, "SELECT name FROM workplaces"); !reflect.DeepEqual(kept, []string{"Old"}) {
						return fmt.Errorf("from version %d the workplace is %v", version, kept)
					}
					return nil
				})
			}
		})
	}
}

func TestANewerDatabaseIsRefusedOnEither(t *testing.T) {
	for name, e := range engines {
		t.Run(name, func(t *testing.T) {
			register, dsn := e.fresh(t)
			openAndClose(t, register)
			e.do(t, dsn, func(db *sql.DB) error {
				_, err := db.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)")
				return err
			})
			if _, err := store.Open(t.Context(), register, store.Options{Keys: contract.Keys}); !errors.Is(err, store.ErrNewer) {
				t.Errorf("opened a newer database: %v", err)
			}
		})
	}
}
