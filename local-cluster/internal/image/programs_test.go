package image

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFind(t *testing.T) {
	file := filepath.Join(t.TempDir(), "images")
	if err := os.WriteFile(file, []byte("demo=/opt/demo\ndemo:2=/opt/a=b\nhost:5000/demo@sha256:0a=/opt/c d\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"demo":                     "/opt/demo",
		"demo:2":                   "/opt/a=b",
		"host:5000/demo@sha256:0a": "/opt/c d",
		"demo:3":                   "",
		"dem":                      "",
		"":                         "",
	} {
		if got, err := Programs(file).Find(name); err != nil || got != want {
			t.Errorf("Find(%q) = %q, %v; want %q", name, got, err, want)
		}
	}
}

func TestFindSeesWhatWasAdded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "images")
	if got, err := Programs(file).Find("demo"); err != nil || got != "" {
		t.Errorf("without a file: %q, %v", got, err)
	}
	if err := os.WriteFile(file, []byte("demo=/opt/demo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Programs(file).Find("demo"); err != nil || got != "/opt/demo" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestFindTellsThatItCannotRead(t *testing.T) {
	if _, err := Programs(t.TempDir()).Find("demo"); err == nil {
		t.Error("a directory in the file's place was read")
	}
}
