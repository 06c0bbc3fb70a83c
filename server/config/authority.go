package config

import (
	"fmt"
	"strings"
	"time"

	"ciaw/server/authority"
	"ciaw/server/authority/simulated"
)

// simulatedName is the name of the authority of the program's own.
const simulatedName = "simulated"

// Authorities returns clients of the other authorities that may give receipt
// numbers. Whose presences go there, mandates say.
func (s Settings) Authorities() (all []authority.Authority, err error) {
	for _, text := range s.Authority {
		name, rest, given := strings.Cut(text, ":")
		if name != simulatedName {
			return nil, fmt.Errorf("there is no authority %q, only %s", name, simulatedName)
		}
		delay := time.Second
		if given {
			if delay, err = time.ParseDuration(rest); err != nil || delay < 0 {
				return nil, fmt.Errorf("%q is no duration like 5s", rest)
			}
		}
		if !s.Simulation && !s.Demo {
			return nil, fmt.Errorf("%s needs --simulation or --demo: its numbers count for nothing", simulatedName)
		}
		all = append(all, simulated.New(simulatedName, delay, time.Now))
	}
	return all, nil
}
