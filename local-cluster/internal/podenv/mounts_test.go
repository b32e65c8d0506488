package podenv

import (
	"os"
	"path/filepath"
	"testing"
)

func TestMounts(t *testing.T) {
	mounts := Mounts{"/data": "/real/data", "/data/inner/": "/real/inner", "/etc/x.conf": "/real/x/x.conf"}
	for text, want := range map[string]string{
		"/data":              "/real/data",
		"/data/a/b":          "/real/data/a/b",
		"/data/inner/c":      "/real/inner/c",
		"/data/inner":        "/real/inner",
		"/database":          "/database",
		"see /data":          "see /data",
		"/etc/x.conf":        "/real/x/x.conf",
		"--file=/data/a":     "--file=/data/a",
		"jdbc:x:/data/a;b=c": "jdbc:x:/data/a;b=c",
	} {
		if got := mounts.Path(text); got != want {
			t.Errorf("Path(%q) = %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"--file=/data/a": "--file=/real/data/a",
		"/data/a=b":      "/real/data/a=b",
		"x=/data":        "x=/data",
	} {
		if got := mounts.Argument(text); got != want {
			t.Errorf("Argument(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestMountsLeaveWhatIsOnThisMachineOnly(t *testing.T) {
	machine, volume := t.TempDir(), t.TempDir()
	for _, file := range []string{
		filepath.Join(machine, "program"), filepath.Join(machine, "both"), filepath.Join(volume, "both"), filepath.Join(volume, "secret"),
	} {
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mounts := Mounts{machine: volume}
	for text, want := range map[string]string{
		machine:                     volume,
		machine + "/program":        machine + "/program",
		machine + "/program:/other": machine + "/program:/other",
		machine + "/both":           volume + "/both",
		machine + "/secret":         volume + "/secret",
		machine + "/new":            volume + "/new",
	} {
		if got := mounts.Path(text); got != want {
			t.Errorf("Path(%q) = %q, want %q", text, got, want)
		}
	}
}
