package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// neverWritten are numbers of decisions that were taken and not used; the index
// says so.
var neverWritten = map[int]bool{20: true}

var (
	decisionTitle  = regexp.MustCompile(`^# (\d+)\. (.+)\n`)
	decisionStatus = regexp.MustCompile(`\n\n\*\*Status\.\*\* ((?:Accepted|Superseded).*)\.\n\n`)
	decisionRow    = regexp.MustCompile(`(?m)^\| (\d+) \| (.+) \| (.+) \|$`)
	paperLink      = regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"`)
)

// TestEachDecisionIsInTheIndexWithItsStatus also holds that numbers only rise;
// one that is not there yet is being written.
func TestEachDecisionIsInTheIndexWithItsStatus(t *testing.T) {
	indexed := map[int][2]string{}
	last := 0
	for _, row := range decisionRow.FindAllStringSubmatch(paper(t, "docs/adr/README.md"), -1) {
		number, _ := strconv.Atoi(row[1]) // digits, says the expression
		if number <= last {
			t.Errorf("the index has %d behind %d", number, last)
		}
		last = number
		indexed[number] = [2]string{row[2], row[3]}
	}
	files := papers(t, "docs/adr/[0-9]*.md")
	for _, file := range files {
		text := paper(t, file)
		title, status := decisionTitle.FindStringSubmatch(text), decisionStatus.FindStringSubmatch(text)
		if title == nil || status == nil {
			t.Errorf("%s does not begin with a number, a title and a status", file)
			continue
		}
		number, _ := strconv.Atoi(title[1])
		base := filepath.Base(file)
		if !strings.HasPrefix(base, fmt.Sprintf("%04d-", number)) {
			t.Errorf("%s says that it is number %d", file, number)
		}
		equal(t, base+" in the index", indexed[number], [2]string{
			fmt.Sprintf("[%s](%s)", title[2], base), strings.ReplaceAll(status[1], "*", ""),
		})
	}
	if len(indexed) != len(files)+len(neverWritten) {
		t.Errorf("%d rows for %d decisions, and %d that were never written", len(indexed), len(files), len(neverWritten))
	}
	for number := range neverWritten {
		if row := indexed[number]; row[0] != "–" || !strings.HasPrefix(row[1], "Never written: ") {
			t.Errorf("the index does not say why there is no %d: %v", number, row)
		}
	}
}

func TestLinksOfPapersLeadSomewhere(t *testing.T) {
	links := 0
	for _, pattern := range []string{"README.md", "docs/*.md", "docs/adr/*.md", "server/pdf/fonts/*.md", "pwa/*.md", "pwa/*/*.md"} {
		for _, file := range papers(t, pattern) {
			for _, found := range paperLink.FindAllStringSubmatch(paper(t, file), -1) {
				target, _, _ := strings.Cut(found[1]+found[2], "#")
				if target == "" || strings.Contains(target, "://") {
					continue
				}
				links++
				if _, err := os.Stat(filepath.Join("..", filepath.Dir(file), target)); err != nil {
					t.Errorf("%s leads to %s, which is not there", file, target)
				}
			}
		}
	}
	if links < 20 {
		t.Errorf("only %d links were found", links)
	}
}

// papers are the files of a pattern, from the root.
func papers(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("..", pattern))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range found {
		found[i] = strings.TrimPrefix(filepath.ToSlash(file), "../")
	}
	return found
}

// paper is the text of a file, from the root.
func paper(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
