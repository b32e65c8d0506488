package podenv

import "testing"

func TestExpand(t *testing.T) {
	vars := map[string]string{"A": "1", "EMPTY": "", "NESTED": "$(A)"}
	lookup := func(name string) (string, bool) { value, ok := vars[name]; return value, ok }
	for text, want := range map[string]string{
		"":                "",
		"plain":           "plain",
		"$(A)":            "1",
		"x$(A)y$(A)":      "x1y1",
		"$(EMPTY)":        "",
		"$(UNKNOWN)":      "$(UNKNOWN)",
		"$$(A)":           "$(A)",
		"$$$(A)":          "$1",
		"$A":              "$A",
		"${A}":            "${A}",
		"$":               "$",
		"a$":              "a$",
		"$(A":             "$(A",
		"$(NESTED)":       "$(A)",
		"$$":              "$",
		"cost: 5$, $(A)€": "cost: 5$, 1€",
	} {
		if got := Expand(text, lookup); got != want {
			t.Errorf("Expand(%q) = %q, want %q", text, got, want)
		}
	}
}
