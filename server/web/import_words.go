package web

import (
	"strings"
	"sync"

	"ciaw/server/i18n"
)

// importColumns are the columns of an import, in the order of the template.
var importColumns = []string{"number", "name", "sector", "address", "opensOn", "closesOn", "client", "latitude", "longitude"}

// columnWords are what the screen calls them.
var columnWords = map[string]string{
	"number": "verify.fact.workplace", "name": "places.form.name", "sector": "places.sector", "address": "places.form.address",
	"opensOn": "places.form.opens", "closesOn": "places.form.closes", "client": "places.form.client",
	"latitude": "places.form.latitude", "longitude": "places.form.longitude",
}

// sectorWords are what the screen calls sectors.
var sectorWords = map[string]string{
	"construction": "places.sector.construction", "meat": "places.sector.meat", "cleaning": "places.sector.cleaning",
	"guarding": "places.sector.guarding", "removals": "places.sector.removals",
}

// otherColumns are headings besides those of the screen, in lower case.
var otherColumns = map[string]string{
	"number": "number", "nummer": "number", "numéro": "number", "numero": "number", "werkplaatsnummer": "number",
	"numéro du lieu de travail": "number", "nummer des arbeitsortes": "number", "workplace number": "number",
	"name": "name", "naam": "name", "nom": "name", "bezeichnung": "name",
	"sector": "sector", "secteur": "sector", "sektor": "sector",
	"address": "address", "adres": "address", "adresse": "address",
	"openson": "opensOn", "begin": "opensOn", "start": "opensOn", "début": "opensOn", "beginn": "opensOn",
	"closeson": "closesOn", "end": "closesOn", "einde": "closesOn", "fin": "closesOn", "ende": "closesOn",
	"client": "client", "opdrachtgever": "client", "maître d'ouvrage": "client", "bauherr": "client",
	"latitude": "latitude", "breedtegraad": "latitude", "breite": "latitude",
	"longitude": "longitude", "lengtegraad": "longitude", "länge": "longitude",
}

// otherSectors are names of sectors besides those of the screen, in lower case.
var otherSectors = map[string]string{
	"bouw": "construction", "construction": "construction", "bau": "construction", "30bis": "construction",
	"vlees": "meat", "viande": "meat", "fleisch": "meat", "meat": "meat", "30ter": "meat",
	"bewaking": "guarding", "gardiennage": "guarding", "bewachung": "guarding", "guarding": "guarding",
	"verhuizingen": "removals", "déménagement": "removals", "umzüge": "removals", "removals": "removals",
	"schoonmaak": "cleaning", "nettoyage": "cleaning", "reinigung": "cleaning", "cleaning": "cleaning",
}

// importWords are the words that tables of workplaces are written with.
type importWords struct {
	catalogue i18n.Catalogue
	columns   map[string]string // by headings in lower case
	sectors   map[string]string
}

// wordsOfImports reads the words of all languages once.
var wordsOfImports = sync.OnceValues(func() (importWords, error) {
	var keys []string
	for _, words := range []map[string]string{columnWords, sectorWords} {
		for _, key := range words {
			keys = append(keys, key)
		}
	}
	c, err := i18n.Read(keys...)
	if err != nil {
		return importWords{}, err
	}
	w := importWords{catalogue: c, columns: map[string]string{}, sectors: map[string]string{}}
	for _, language := range c.Known() {
		for name, key := range columnWords {
			w.columns[strings.ToLower(c.Say(language, key))] = name
		}
		for name, key := range sectorWords {
			w.sectors[strings.ToLower(c.Say(language, key))] = name
		}
	}
	for heading, name := range otherColumns {
		w.columns[heading] = name
	}
	for word, name := range otherSectors {
		w.sectors[word] = name
	}
	return w, nil
})

// template returns the headings in a language; one that is none of ours is
// English.
func (w importWords) template(language string) []string {
	if !w.catalogue.Has(language) {
		language = "en"
	}
	all := make([]string, len(importColumns))
	for i, name := range importColumns {
		all[i] = w.catalogue.Say(language, columnWords[name])
	}
	return all
}
