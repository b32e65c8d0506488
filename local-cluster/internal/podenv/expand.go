// Package podenv builds a container's environment and command line as Kubernetes
// defines them.
package podenv

import "strings"

// Expand replaces $(NAME) by the value lookup gives. A reference to an unknown
// name stays as it is, and $$ stands for one $, so $$(NAME) is the text $(NAME).
func Expand(text string, lookup func(string) (string, bool)) string {
	var out strings.Builder
	for {
		dollar := strings.IndexByte(text, '$')
		if dollar < 0 || dollar == len(text)-1 {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:dollar])
		text = text[dollar:]
		switch text[1] {
		case '$':
			out.WriteByte('$')
			text = text[2:]
		case '(':
			end := strings.IndexByte(text, ')')
			if end < 0 {
				out.WriteString("$(")
				text = text[2:]
				continue
			}
			if value, ok := lookup(text[2:end]); ok {
				out.WriteString(value)
			} else {
				out.WriteString(text[:end+1])
			}
			text = text[end+1:]
		default:
			out.WriteByte('$')
			text = text[1:]
		}
	}
}
