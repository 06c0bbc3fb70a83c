package worksheet

import (
	"sync"

	"ciaw/server/i18n"
)

// columnWords are what the screen calls columns.
var columnWords = map[Column]string{
	Number: "verify.fact.workplace", Name: "places.form.name", Sector: "places.sector", Address: "places.form.address",
	OpensOn: "places.form.opens", ClosesOn: "places.form.closes", Client: "places.form.client",
	Latitude: "places.form.latitude", Longitude: "places.form.longitude", Position: "places.form.position",
}

// sectorWords are what the screen calls sectors.
var sectorWords = map[string]string{
	"construction": "places.sector.construction", "meat": "places.sector.meat", "cleaning": "places.sector.cleaning",
	"guarding": "places.sector.guarding", "removals": "places.sector.removals",
}

// otherColumns are headings besides those of the screen that are not put together of
// known words either, as keyOf writes them.
var otherColumns = map[string]Column{
	"opens on": OpensOn, "closes on": ClosesOn, "breite": Latitude, "lange": Longitude,
	"nummer des arbeitsortes": Number, "maitre d ouvrage": Client,
}

// otherSectors are names of sectors besides those of the screen, as keyOf writes them.
var otherSectors = map[string]string{
	"bouw": "construction", "construction": "construction", "bau": "construction", "30bis": "construction",
	"vlees": "meat", "viande": "meat", "fleisch": "meat", "meat": "meat", "30ter": "meat",
	"bewaking": "guarding", "gardiennage": "guarding", "bewachung": "guarding", "guarding": "guarding",
	"verhuizingen": "removals", "demenagement": "removals", "umzuge": "removals", "removals": "removals",
	"schoonmaak": "cleaning", "nettoyage": "cleaning", "reinigung": "cleaning", "cleaning": "cleaning",
}

// words are the words that tables of workplaces are written with.
type words struct {
	catalogue i18n.Catalogue
	columns   map[string]Column // by headings, as keyOf writes them
	sectors   map[string]string // likewise
}

// readWords reads the words of all languages once.
var readWords = sync.OnceValues(func() (words, error) {
	var keys []string
	for _, key := range columnWords {
		keys = append(keys, key)
	}
	for _, key := range sectorWords {
		keys = append(keys, key)
	}
	c, err := i18n.Read(keys...)
	if err != nil {
		return words{}, err
	}
	w := words{catalogue: c, columns: map[string]Column{}, sectors: map[string]string{}}
	for _, language := range c.Known() {
		for column, key := range columnWords {
			w.columns[keyOf(c.Say(language, key))] = column
		}
		for sector, key := range sectorWords {
			w.sectors[keyOf(c.Say(language, key))] = sector
		}
	}
	for column := range columnWords {
		w.columns[keyOf(string(column))] = column
	}
	for heading, column := range otherColumns {
		w.columns[heading] = column
	}
	for word, sector := range otherSectors {
		w.sectors[word] = sector
	}
	for sector := range sectorWords {
		w.sectors[sector] = sector
	}
	return w, nil
})

// Headings returns the headings of the template in a language; one that is none of
// ours is English.
func Headings(language string) ([]string, error) {
	w, err := readWords()
	if err != nil {
		return nil, err
	}
	if !w.catalogue.Has(language) {
		language = "en"
	}
	all := make([]string, len(Template))
	for i, column := range Template {
		all[i] = w.catalogue.Say(language, columnWords[column])
	}
	return all, nil
}
