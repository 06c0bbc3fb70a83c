package worksheet

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// How sure a heading is: of two for the same column the surer one is.
const (
	barely = iota + 1 // "Nr" may number anything
	likely
	surely // says that it is of the workplace
)

// columnsOf returns what columns are, by their headings.
func (w words) columnsOf(titles []string) []Column {
	all := make([]Column, len(titles))
	of := map[Column]int{}
	sure := map[Column]int{}
	for i, title := range titles {
		c, how := w.columnOf(title)
		if c == "" || how <= sure[c] {
			continue
		}
		if before, taken := of[c]; taken {
			all[before] = ""
		}
		all[i], of[c], sure[c] = c, i, how
	}
	return all
}

var numbering = regexp.MustCompile(`^\s*\d{1,2}\s*[.):]\s*`)

var parentheses = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|\{[^}]*\}`)

// columnOf returns what a heading says that a column is: in the words of the screen
// in any language, or put together as people do, with whatever decorates it.
func (w words) columnOf(title string) (Column, int) {
	if len(title) > 200 {
		return "", 0
	}
	title = numbering.ReplaceAllString(title, "")
	for _, text := range []string{title, parentheses.ReplaceAllString(title, " ")} {
		key := keyOf(text)
		if c, known := w.columns[key]; known {
			if slices.Contains(bareNumbers, key) {
				return c, barely
			}
			return c, likely
		}
		if c, how := composed(strings.Fields(key)); c != "" {
			return c, how
		}
	}
	var all Column
	sure := 0
	for _, part := range strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("/|\n–—\\", r) }) {
		if part == title {
			return "", 0
		}
		c, how := w.columnOf(part)
		if c == "" && strings.TrimSpace(part) == "" {
			continue
		}
		if c == "" || all != "" && c != all {
			return "", 0
		}
		all, sure = c, max(sure, how)
	}
	return all, sure
}

// keyOf returns a text by which headings are compared: small letters without their
// marks, and digits; one space for everything else.
func keyOf(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\u00ad':
			return -1
		case r == 'ß':
			return 's'
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(text))
	return strings.Join(strings.Fields(text), " ")
}

// bareNumbers are headings that number anything, and the workplace only if no other
// column does.
var bareNumbers = []string{"nr", "no", "n", "num", "number", "nummer", "numero"}

// Words of which headings are put together, in the languages of Belgium and in
// English.
var (
	ofSite   = set("werf werven werkplaats werkplek bouwplaats bouwwerf chantier chantiers lieu travail travaux site workplace works baustelle baustellen einsatzort einsatzortes arbeitsort arbeitsplatz arbeiten werken bauarbeiten aangifte declaration checkinatwork ciaw")
	ofOwn    = set("project projet projekt") // companies number them themselves
	ofClient = set("opdrachtgever klant client bauherr bauherrn bouwheer auftraggeber auftraggebers kunde customer maitre ouvrage")
	fillers  = set("de du des d la le l les van het der die das den of the a date datum dag jour tag day verplicht obligatoire requis required mandatory pflicht pflichtfeld " +
		"optioneel optional facultatif graden degres degrees grad noord nord north oost est east ost wgs84 en et und and voor pour fur in uniek unieke unique")
	parts = map[Column][]string{
		Number:    {"nummer", "nr", "numero", "no", "n", "num", "number"},
		Name:      {"naam", "nom", "name", "bezeichnung", "benaming", "denomination", "intitule"},
		Sector:    {"sector", "secteur", "sektor"},
		Address:   {"adres", "adresse", "address", "anschrift"},
		OpensOn:   {"begin", "start", "debut", "beginn", "anfang", "aanvang", "begindatum", "startdatum", "aanvangsdatum", "beginndatum", "begindag", "startdag", "startdate"},
		ClosesOn:  {"einde", "eind", "end", "fin", "ende", "einddatum", "enddatum", "slotdatum", "einddag", "enddate"},
		Latitude:  {"latitude", "lat", "breedtegraad", "breitengrad"},
		Longitude: {"longitude", "lon", "lng", "long", "lengtegraad", "langengrad"},
		Position:  {"positie", "position", "gps", "coordinaten", "coordinaat", "coordonnees", "koordinaten", "coordinates", "coordinate", "geolocatie", "geolocalisation", "locatie", "localisation"},
	}
	partOf = invert(parts)
)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(words) {
		all[word] = true
	}
	return all
}

func invert(of map[Column][]string) map[string]Column {
	all := map[string]Column{}
	for c, words := range of {
		for _, word := range words {
			all[word] = c
		}
	}
	return all
}

// composed reads a heading word by word; all of them must be known.
func composed(tokens []string) (Column, int) {
	said := map[Column]bool{}
	site, own, client := false, false, false
	for _, token := range tokens {
		switch c, compound := compoundOf(token); {
		case ofSite[token]:
			site = true
		case ofOwn[token]:
			own = true
		case ofClient[token]:
			client = true
		case partOf[token] != "":
			said[partOf[token]] = true
		case c != "":
			said[c], site, own = true, site || !compound, own || compound
		case !fillers[token]:
			return "", 0
		}
	}
	if said[Latitude] && said[Longitude] {
		return Position, likely
	}
	if said[Latitude] || said[Longitude] {
		delete(said, Position)
		delete(said, Number) // "Latitude N"
	}
	if len(said) > 1 || len(said) == 0 && !client || own && said[Number] {
		return "", 0
	}
	if client {
		if len(said) == 0 || said[Name] {
			return Client, likely
		}
		return "", 0
	}
	for c := range said {
		if site {
			return c, surely
		}
		if c == Number {
			return c, barely
		}
		return c, likely
	}
	return "", 0
}

// compoundOf reads a compound as "werfnummer" or "Baustellenadresse"; own says that
// it is of a project.
func compoundOf(token string) (c Column, own bool) {
	for _, of := range []map[string]bool{ofSite, ofOwn} {
		for word := range of {
			rest, begins := strings.CutPrefix(token, word)
			if !begins || len(word) < 4 {
				continue
			}
			for _, joint := range []string{"", "s", "n", "en"} {
				if part, joins := strings.CutPrefix(rest, joint); joins && partOf[part] != "" {
					return partOf[part], ofOwn[word]
				}
			}
		}
	}
	return "", false
}
