package logs

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSeekLines(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, test := range []struct {
		text  string
		lines int64
		want  string
	}{
		{"a\nb\nc\n", 0, ""}, {"a\nb\nc\n", 1, "c\n"}, {"a\nb\nc", 1, "c"}, {"a\nb\nc\n", 2, "b\nc\n"},
		{"a\nb\n", 5, "a\nb\n"}, {"", 3, ""}, {"\n\n\n", 2, "\n\n"}, {"a\n" + long + "\nb\n", 2, long + "\nb\n"},
	} {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := seekLines(file, test.lines); err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(file)
		if err != nil || string(got) != test.want {
			t.Errorf("last %d lines of %.20q: got %.20q, %v", test.lines, test.text, got, err)
		}
		file.Close()
	}
}

func TestParse(t *testing.T) {
	got, err := parse(url.Values{"follow": {"true"}, "tailLines": {"5"}})
	if err != nil || got != (options{follow: true, tail: 5, limit: -1}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := parse(url.Values{"tailLines": {"x"}}); err == nil {
		t.Error("x was taken for a number")
	}
}
