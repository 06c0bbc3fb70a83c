package worksheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// extent is how far around its position a workplace of a table is, in metres.
const extent = 100

// readPosition reads the position of a row, in one cell or in two.
func (r *Row) readPosition() error {
	north, east, both := r.texts[Latitude], r.texts[Longitude], r.texts[Position]
	one, field := both, Position
	switch {
	case north == "" && east == "" && both == "":
		return nil
	case north != "" && east != "":
		return r.place(Latitude, north, east, both)
	case both != "" && north+east != "":
		return fault.At(string(Position), checkin.ErrPosition) // one and a half
	case north != "":
		one, field = north, Latitude
	case east != "":
		one, field = east, Longitude
	}
	if north, east, found := halves(one); found {
		return r.place(field, north, east, "")
	}
	if isFar(one) {
		return fault.At(string(field), ErrDegrees)
	}
	switch field { // half of one: the other half is missing
	case Latitude:
		field = Longitude
	case Longitude:
		field = Latitude
	}
	return fault.At(string(field), checkin.ErrPosition)
}

// place reads both halves of a position; whole is what another column says, and
// must not say otherwise.
func (r *Row) place(field Column, north, east, whole string) error {
	lat, ok1 := angleOf(north)
	lon, ok2 := angleOf(east)
	if lat.axis == 'E' && lon.axis != 'E' || lon.axis == 'N' && lat.axis != 'N' {
		lat, lon = lon, lat
	}
	switch {
	case (!ok1 || math.Abs(lat.degrees) > 180) && isFar(north), (!ok2 || math.Abs(lon.degrees) > 180) && isFar(east):
		return fault.At(string(field), ErrDegrees)
	case !ok1 || lat.axis == 'E':
		return fault.At(string(field), checkin.ErrPosition)
	case !ok2 || lon.axis == 'N':
		if field == Latitude {
			field = Longitude
		}
		return fault.At(string(field), checkin.ErrPosition)
	case lat.axis == 0 && lon.axis == 0 && inBelgium(lon.degrees, lat.degrees):
		return fault.At(string(field), ErrSwapped)
	}
	p := checkin.Position{Latitude: lat.degrees, Longitude: lon.degrees, Accuracy: extent}
	switch {
	case math.Abs(lat.degrees) > 90 || math.Abs(lon.degrees) > 180: // with a point for thousands
		return fault.At(string(field), ErrDegrees)
	case !p.Valid() || lat.degrees == 0 && lon.degrees == 0: // as programs write what they do not know
		return fault.At(string(field), checkin.ErrPosition)
	}
	if whole != "" {
		var same Row
		if north, east, found := halves(whole); !found || same.place(Position, north, east, "") != nil || *same.Position != p {
			return fault.At(string(Position), checkin.ErrPosition)
		}
	}
	r.Position = &p
	return nil
}

// inBelgium reports whether a position is somewhere about Belgium.
func inBelgium(north, east float64) bool { return north > 49 && north < 52 && east > 2 && east < 7 }

// angle is half of a position, in degrees; its axis is N or E, if it says so.
type angle struct {
	degrees float64
	axis    byte
}

var (
	signs = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2212", "-", "\u2013", "-", "º", "°", "˚", "°", "ᵒ", "°",
		"′", "'", "’", "'", "‘", "'", "´", "'", "`", "'", "″", `"`, "”", `"`, "“", `"`, "''", `"`, "(", " ", ")", " ", "[", " ", "]", " ")
	labels    = regexp.MustCompile(`(?i)\b(?:latitude|longitude|lat|long|lng|lon|breedtegraad|lengtegraad|breite|länge)\b\s*[.:=]*`)
	exponent  = regexp.MustCompile(`^[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,2}$`)
	angleText = regexp.MustCompile(`^([NSEWOZ]?)\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*'?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*"?)?)?\s*([NSEWOZ]?)$`)
	farText   = regexp.MustCompile(`^[-+]?\d{4,}(?:[.,]\d+)?$|^[-+]?\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d+)?$`)
)

// angleOf reads degrees, in decimals or with minutes and seconds. What is behind a
// space without any sign are no minutes: it may be anything.
func angleOf(text string) (angle, bool) {
	text = strings.ToUpper(strings.TrimSpace(labels.ReplaceAllString(signs.Replace(text), "")))
	if exponent.MatchString(text) {
		n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		return angle{degrees: n}, err == nil
	}
	m := angleText.FindStringSubmatch(text)
	if m == nil || m[1] != "" && m[5] != "" || m[3] != "" && !strings.Contains(text, "°") && m[1]+m[5] == "" {
		return angle{}, false
	}
	var sum float64
	for i, unit := range []float64{1, 60, 3600} {
		n, err := strconv.ParseFloat(strings.Replace("0"+strings.TrimLeft(m[2+i], "+-"), ",", ".", 1), 64)
		whole := !strings.ContainsAny(m[2+i], ".,")
		if err != nil || i > 0 && n >= 60 || !whole && i < 2 && m[3+i] != "" {
			return angle{}, false
		}
		sum += n / unit
	}
	letter := m[1] + m[5]
	if strings.HasPrefix(m[2], "-") {
		sum = -sum
	}
	a := angle{degrees: math.Round(sum*1e7) / 1e7} // a centimetre
	switch letter {
	case "N", "S", "Z":
		a.axis = 'N'
	case "E", "O", "W":
		a.axis = 'E'
	}
	if letter == "S" || letter == "Z" || letter == "W" {
		a.degrees = -a.degrees
	}
	return a, true
}

// isFar reports whether a text is a number that can be no degrees: of Lambert's
// grid, in metres, or one that has lost its point.
func isFar(text string) bool {
	text = strings.TrimSpace(signs.Replace(text))
	upper := strings.ToUpper(text)
	if farText.MatchString(text) || strings.Contains(upper, "LAMBERT") || strings.Contains(upper, "X") && strings.Contains(upper, "Y") {
		return true
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ;/|\n\t", r) }) {
		if farText.MatchString(strings.Trim(part, ",.")) && !isAngle(strings.Trim(part, ",.")) {
			return true
		}
	}
	return false
}

func isAngle(text string) bool {
	_, ok := angleOf(text)
	return ok
}

var (
	lettersBehind = regexp.MustCompile(`(?i)^(.*[\d°'"]\s*[NSZ])[\s,;/|]*(\S.*[EWO])$`)
	lettersBefore = regexp.MustCompile(`(?i)^([NSZ].*\S)[\s,;/|]*([EWO]\s*\d.*)$`)
	eastBefore    = regexp.MustCompile(`(?i)^(.*[\d°'"]\s*[EWO])[\s,;/|]*(\S.*[NSZ])$`)
)

// halves parts a position that stands in one cell.
func halves(text string) (north, east string, found bool) {
	text = strings.TrimSpace(labels.ReplaceAllString(signs.Replace(text), " "))
	for _, form := range []*regexp.Regexp{lettersBehind, lettersBefore, eastBefore} {
		if m := form.FindStringSubmatch(text); m != nil {
			north, east = strings.Trim(m[1], " ,;/|"), strings.Trim(m[2], " ,;/|")
			return north, east, isAngle(north) && isAngle(east)
		}
	}
	for _, between := range []string{";", "/", "|", "\n", "\t", ", ", ",", " "} {
		parts := strings.FieldsFunc(strings.ReplaceAll(text, between, "\x00"), func(r rune) bool { return r == 0 })
		if len(parts) == 4 && between == "," && !strings.Contains(text, ".") { // 50,8503,4,3517
			parts = []string{parts[0] + "," + parts[1], parts[2] + "," + parts[3]}
		}
		if len(parts) == 2 && isAngle(parts[0]) && isAngle(parts[1]) && (between != "," || !isOneNumber(text)) {
			return parts[0], parts[1], true
		}
	}
	return "", "", false
}

// isOneNumber reports whether a comma may be that of decimals.
func isOneNumber(text string) bool {
	return !strings.Contains(text, ".") && strings.Count(text, ",") == 1
}
