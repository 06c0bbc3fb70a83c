package server_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrows says which of our packages each package may import. A package that is
// not here fails the test: think about where its arrow points first.
var arrows = map[string][]string{
	"api":                    {},
	"server/pdf":             {},
	"qr":                     {"qr/avif", "qr/heif", "qr/jpegli"},
	"qr/avif":                {"qr/wasm"},
	"qr/heif":                {"qr/wasm"},
	"qr/jpegli":              {"qr/wasm"},
	"qr/wasm":                {},
	"static":                 {},
	"cmd/bench":              {"server", "server/config", "server/id", "server/store/pgtest"},
	"cmd/bench-qr":           {"qr"},
	"cmd/ciaw":               {"server", "server/admin", "server/config"},
	"server/fault":           {},
	"server/limit":           {},
	"server/bulkhead":        {"server/fault"},
	"server/id":              {"server/fault", "static"},
	"server/checkin":         {"server/id", "server/fault"},
	"server/gatescreen":      {"server/id"},
	"server/access":          {"server/checkin", "server/id", "server/fault"},
	"server/account":         {"server/access", "server/checkin", "server/id", "server/fault"},
	"server/authority":       {"server/checkin", "server/id", "server/outbox"},
	"server/auth":            {"server/checkin", "server/id", "server/fault"},
	"server/consultation":    {"server/access", "server/checkin", "server/id", "server/fault"},
	"server/rollcall":        {"server/access", "server/checkin", "server/id", "server/fault"},
	"server/table":           {"server/fault"},
	"server/demo":            {"server/checkin", "server/id"},
	"server/poster":          {"qr", "server/pdf", "server/i18n", "server/checkin", "server/fault", "server/id"},
	"server/receipt":         {"server/checkin", "server/id", "server/fault", "server/atomicfile"},
	"server/receiptsheet":    {"qr", "server/checkin", "server/fault", "server/i18n", "server/id", "server/pdf", "server/receipt"},
	"server/registration":    {"server/access", "server/outbox", "server/checkin", "server/id", "server/fault"},
	"server/scan":            {"server/checkin", "server/id", "server/fault", "qr"},
	"server/atomicfile":      {},
	"server/table/tabletest": {},
	"server/worksheet":       {"server/checkin", "server/fault", "server/i18n", "server/id", "server/table"},

	"server/authority/authoritytest": {"server/authority", "server/checkin", "server/id"},
	"server/authority/simulated":     {"server/authority", "server/checkin", "server/id"},

	"server/validation": {"server/checkin", "server/id"},
	"server/seal":       {"server/atomicfile"},
	"server/outbox":     {"server/checkin"},
	"server/i18n":       {"static"},
	"server/egress":     {"server/fault"},
	"server/push":       {"server/access", "server/checkin", "server/fault", "server/id", "server/i18n"},
	"server/hook":       {"server/access", "server/checkin", "server/fault", "server/id", "server/outbox"},
	"server/mail":       {"server/i18n"},
	"server/letter":     {"server/checkin", "server/id", "server/limit", "server/mail"},
	"server/store": {"server/checkin", "server/atomicfile", "server/id", "server/outbox", "server/seal", "server/store/accounts",
		"server/store/audit", "server/store/db", "server/store/mandates", "server/store/notices", "server/store/outboxes", "server/store/postgres",
		"server/store/presences", "server/store/rollcalls", "server/store/sqlite", "server/store/workplaces"},
	"server/store/db":         {"server/checkin", "server/fault", "server/id"},
	"server/store/mandates":   {"server/authority", "server/id", "server/seal", "server/store/audit", "server/store/db"},
	"server/store/sqlite":     {"server/store/db"},
	"server/store/postgres":   {"server/store/db"},
	"server/store/audit":      {"server/id", "server/seal", "server/store/db"},
	"server/store/commit":     {"server/store/db"},
	"server/store/outboxes":   {"server/id", "server/outbox", "server/store/audit", "server/store/db"},
	"server/store/notices":    {"server/checkin", "server/id", "server/outbox", "server/store/audit", "server/store/db", "server/store/outboxes"},
	"server/store/accounts":   {"server/checkin", "server/id", "server/seal", "server/store/audit", "server/store/db", "server/store/mandates", "server/store/notices"},
	"server/store/rollcalls":  {"server/checkin", "server/id", "server/store/audit", "server/store/db"},
	"server/store/workplaces": {"server/checkin", "server/id", "server/store/audit", "server/store/db"},
	"server/store/presences": {"server/authority", "server/checkin", "server/fault", "server/id", "server/outbox", "server/seal", "server/store/audit", "server/store/commit",
		"server/store/db", "server/store/outboxes"},
	"server/store/contract":  {"server/authority", "server/authority/authoritytest", "server/access", "server/store", "server/store/audit", "server/checkin", "server/id", "server/outbox", "server/seal"},
	"server/store/crashtest": {},
	"server/store/pgtest":    {},
	"server/workplace":       {"server/access", "server/checkin", "server/id", "server/fault"},
	"server/config":          {"server/authority", "server/authority/simulated", "server/checkin", "server/mail", "server/store"},
	"server/events":          {"server/checkin", "server/hook", "server/id", "server/outbox", "server/push", "server/validation"},
	"server/admin":           {"server/auth", "server/authority", "server/checkin", "server/config", "server/demo", "server/id", "server/receipt", "server/seal", "server/store", "server/store/audit"},
	"server/web": {"api", "server/access", "server/account", "server/auth", "server/authority", "server/bulkhead", "server/checkin", "server/consultation", "server/demo",
		"server/fault", "server/gatescreen", "server/hook", "server/i18n", "server/id", "server/letter", "server/outbox", "server/poster", "server/push", "server/receipt", "server/receiptsheet",
		"server/registration", "server/rollcall", "server/scan", "server/table", "server/worksheet", "server/workplace"},
	"server": {"static", "server/account", "server/auth", "server/authority", "server/id", "server/checkin", "server/config", "server/consultation", "server/demo", "server/events",
		"server/gatescreen", "server/hook", "server/letter", "server/limit", "server/outbox", "server/egress", "server/poster", "server/push", "server/receipt", "server/receiptsheet", "server/registration",
		"server/rollcall", "server/scan", "server/seal", "server/store", "server/web", "server/workplace"},
}

// homes says where each third-party module may be imported.
var homes = map[string][]string{
	"github.com/SherClockHolmes/webpush-go": {"server/push"},
	"github.com/alecthomas/kong":            {"cmd/ciaw"},
	"github.com/emersion/go-sasl":           {"server/mail"},
	"github.com/emersion/go-smtp":           {"server/mail"},
	"github.com/go-text/typesetting":        {"server/pdf"},
	"github.com/go-webauthn/webauthn":       {"server/auth"},
	"github.com/golang-jwt/jwt":             {"server/auth", "server/receipt"},
	"github.com/hanwen/go-fuse":             {"server/store/crashtest"},
	"github.com/hashicorp/golang-lru":       {"server/receipt", "server/store/db"},
	"github.com/jackc/pgx":                  {"server/store/postgres", "server/store/pgtest"},
	"github.com/labstack/echo":              {"server/web", "api"},
	"github.com/makiuchi-d/gozxing":         {"qr"},
	"github.com/mattn/go-sqlite3":           {"server/store/sqlite"},
	"github.com/oapi-codegen/runtime":       {"api"},
	"github.com/pressly/goose":              {"server/store"},
	"github.com/pquerna/otp":                {"server/auth", "server/gatescreen"},
	"github.com/prometheus/client_golang":   {"server/web"},
	"github.com/tetratelabs/wazero":         {"qr/wasm"},
	"github.com/wneessen/go-mail":           {"server/mail"},
	"github.com/xuri/excelize":              {"server/table"},
	"golang.org/x/crypto":                   {"server", "server/auth"},
	"golang.org/x/net":                      {"server"},
	"golang.org/x/image":                    {"server/pdf", "qr"},
	"golang.org/x/text":                     {"qr", "server/checkin", "server/scan", "server/table", "server/worksheet", "static"},
	"golang.org/x/time":                     {"server/limit"},
	"gorm.io": {"server/store", "server/store/accounts", "server/store/audit", "server/store/db", "server/store/mandates", "server/store/notices", "server/store/outboxes", "server/store/rollcalls",
		"server/store/postgres", "server/store/presences", "server/store/sqlite", "server/store/workplaces"},
	"pgregory.net/rapid": {"qr", "server/access", "server/authority", "server/store/contract"},
}

// source is one Go file of the project.
type source struct {
	folder, name string // relative to the root
	lines        int
	set          *token.FileSet
	tree         *ast.File
	generated    bool
	test         bool
}

// sources reads every Go file below the root.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	walk(t, func(file string, text []byte) {
		if path.Ext(file) != ".go" {
			return
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, source{
			folder: path.Dir(file), name: file, lines: strings.Count(string(text), "\n"), set: set, tree: tree,
			generated: ast.IsGenerated(tree), test: strings.HasSuffix(file, "_test.go"),
		})
	})
	return all
}

// walk calls f with every file that is ours.
func walk(t *testing.T, f func(file string, text []byte)) {
	t.Helper()
	root := os.DirFS("..")
	skipped := []string{".git", "node_modules", "data", "bin", "testdata", "static/app"}
	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(skipped, path.Base(file)) || slices.Contains(skipped, file) {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".ts", ".tsx", ".css"}, path.Ext(file)) {
			return nil
		}
		text, err := os.ReadFile(filepath.Join("..", file))
		f(file, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestArrows(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		seen[s.folder] = true
		allowed, known := arrows[s.folder]
		if !known {
			t.Errorf("%s: package %s is not in the table of arrows", s.name, s.folder)
			continue
		}
		for _, spec := range s.tree.Imports {
			ours, found := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "ciaw/")
			if !found || s.test || slices.Contains(allowed, ours) {
				continue
			}
			t.Errorf("%s imports %s: no arrow points that way", s.name, ours)
		}
	}
	for folder := range arrows {
		if !seen[folder] {
			t.Errorf("the table of arrows names %s, which is not there", folder)
		}
	}
}

func TestEveryModuleHasOneHome(t *testing.T) {
	for _, s := range sources(t) {
		for _, spec := range s.tree.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if host, _, _ := strings.Cut(name, "/"); !strings.Contains(host, ".") {
				continue // the standard library, or ours
			}
			home := slices.Collect(homeOf(name))
			if len(home) == 0 {
				t.Errorf("%s imports %s, which has no home", s.name, name)
			} else if !s.test && !slices.Contains(home, s.folder) {
				t.Errorf("%s imports %s, whose home is %v", s.name, name, home)
			}
		}
	}
}

// homeOf yields the packages that may import the module of that import path.
func homeOf(name string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for module, folders := range homes {
			if name != module && !strings.HasPrefix(name, module+"/") {
				continue
			}
			for _, folder := range folders {
				if !yield(folder) {
					return
				}
			}
		}
	}
}

// The house's budgets, in lines and parameters.
const (
	maxFile       = 400
	maxFunction   = 60
	maxParameters = 4
	p90File       = 250
	p90Function   = 35
)

func TestFilesAndFunctionsStaySmall(t *testing.T) {
	var files, functions []int
	for _, s := range sources(t) {
		if s.generated {
			continue
		}
		if !s.test {
			files = append(files, s.lines)
		}
		for _, d := range s.tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1
			if !s.test {
				functions = append(functions, lines)
			}
			if lines > maxFunction {
				t.Errorf("%s: %s has %d lines, at most %d", s.name, f.Name, lines, maxFunction)
			}
			// A test's method may have to fit somebody else's interface.
			if n := f.Type.Params.NumFields(); n > maxParameters && (!s.test || f.Recv == nil) {
				t.Errorf("%s: %s has %d parameters, at most %d", s.name, f.Name, n, maxParameters)
			}
		}
	}
	if p := p90(files); p > p90File {
		t.Errorf("a tenth of the files has more than %d lines, at most %d", p, p90File)
	}
	if p := p90(functions); p > p90Function {
		t.Errorf("a tenth of the functions has more than %d lines, at most %d", p, p90Function)
	}
	walk(t, func(file string, text []byte) {
		if n := strings.Count(string(text), "\n"); n > maxFile && !strings.Contains(path.Base(file), ".gen.") {
			t.Errorf("%s has %d lines, at most %d", file, n, maxFile)
		}
	})
}

func p90(lines []int) int {
	slices.Sort(lines)
	return lines[len(lines)*9/10]
}

func TestEveryPackageAndExportedNameIsDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if s.test || s.generated {
			continue
		}
		if s.tree.Doc != nil {
			documented[s.folder] = true
		} else if !documented[s.folder] {
			documented[s.folder] = false
		}
		for _, name := range undocumented(s.tree) {
			t.Errorf("%s: %s has no comment", s.name, name)
		}
	}
	for folder, ok := range documented {
		if !ok {
			t.Errorf("package %s has no comment", folder)
		}
	}
}

// seen reports whether a function with that receiver is seen from outside.
func seen(receiver *ast.FieldList) bool {
	if receiver == nil {
		return true
	}
	name := receiver.List[0].Type
	if star, ok := name.(*ast.StarExpr); ok {
		name = star.X
	}
	plain, ok := name.(*ast.Ident)
	return !ok || plain.IsExported()
}

// undocumented returns the exported top-level names without a comment. A group
// of constants or variables may share the one above it.
func undocumented(tree *ast.File) []string {
	var names []string
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && seen(d.Recv) {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() && d.Doc == nil && spec.Doc == nil {
						names = append(names, spec.Name.Name)
					}
				case *ast.ValueSpec:
					if spec.Names[0].IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
						names = append(names, spec.Names[0].Name)
					}
				}
			}
		}
	}
	return names
}
