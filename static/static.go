// Package static holds what is served as it is: the built app, and the
// catalogue of words that the app, the poster and notifications share. The
// app is built from pwa into app/, and is not part of the repository.
package static

import (
	"embed"
	"io/fs"
)

//go:embed all:app
var app embed.FS

// App returns the built app. Without a build it holds no index.html.
func App() fs.FS {
	files, err := fs.Sub(app, "app")
	if err != nil {
		panic(err) // impossible: the folder is part of the program
	}
	return files
}

// Catalogue holds the words of every language, as i18n/LANGUAGE.json.
//
//go:embed i18n/*.json
var Catalogue embed.FS

// Numbers holds how the numbers of the field are written: which characters
// people put into them, and what they write before them. Package id and the app's folder numbers read the same file, so that
// both take and refuse the same texts.
//
//go:embed numbers.json
var Numbers []byte

// Companies holds how numbers of companies are written: what people write before
// them, and the shapes of VAT numbers. It is read as Numbers is.
//
//go:embed companies.json
var Companies []byte
