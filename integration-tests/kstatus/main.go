// Kstatus reads resources as JSON, one after the other, from standard input, and writes one line for each: its kind, its
// resource version, and the status that kstatus computes for it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "kstatus:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	resources := json.NewDecoder(in)
	for {
		var content map[string]any
		if err := resources.Decode(&content); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		resource := &unstructured.Unstructured{Object: content}
		// As the client of Kubernetes decodes it: whole numbers are int64.
		text, err := json.Marshal(content)
		if err != nil {
			return err
		}
		if err := resource.UnmarshalJSON(text); err != nil {
			return err
		}
		result, err := status.Compute(resource)
		if err != nil {
			return fmt.Errorf("%s %s: %w", resource.GetKind(), resource.GetName(), err)
		}
		fmt.Fprintln(out, resource.GetKind(), resource.GetResourceVersion(), result.Status)
	}
}
