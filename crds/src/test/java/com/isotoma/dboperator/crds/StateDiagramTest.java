package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.Transitions;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```mermaid\\nstateDiagram-v2\\n(.*?)```");
    private static final Pattern ARROW = Pattern.compile("(?m)^ +(\\S+) --> (\\S+)$");
    private static final String NONE = "[*]";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void diagramOfTheDatabaseShowsExactlyTheTransitionsOfTheCode() throws IOException {
        assertThat(drawn(0)).isEqualTo(coded(List.of(DatabasePhase.values()), Transitions::from));
    }

    @Test
    void diagramOfTheBackupShowsExactlyTheTransitionsOfTheCode() throws IOException {
        assertThat(drawn(1)).isEqualTo(coded(List.of(BackupPhase.values()), Transitions::from));
    }

    @Test
    void diagramOfTheRestoreShowsExactlyTheTransitionsOfTheCode() throws IOException {
        assertThat(drawn(2)).isEqualTo(coded(List.of(RestorePhase.values()), Transitions::from));
    }

    @Test
    void diagramOfTheDatabaseUserShowsExactlyTheTransitionsOfTheCode() throws IOException {
        assertThat(drawn(3)).isEqualTo(coded(List.of(UserPhase.values()), Transitions::from));
    }

    private static Set<String> drawn(int block) throws IOException {
        var text = Files.readString(Path.of("../docs/state-diagram.md"));
        var diagram = BLOCK.matcher(text).results().toList().get(block).group(1);
        var arrows = new TreeSet<String>();
        ARROW.matcher(diagram).results().forEach(a -> arrows.add(a.group(1) + " --> " + a.group(2)));
        return arrows;
    }

    private static <P extends Enum<P>> Set<String> coded(
            Collection<P> phases, Function<@Nullable P, Collection<P>> successors) throws IOException {
        var arrows = new TreeSet<String>();
        for (P next : successors.apply(null)) {
            arrows.add(NONE + " --> " + name(next));
        }
        for (P phase : phases) {
            for (P next : successors.apply(phase)) {
                arrows.add(name(phase) + " --> " + name(next));
            }
            if (successors.apply(phase).isEmpty()) {
                arrows.add(name(phase) + " --> " + NONE);
            }
        }
        return arrows;
    }

    private static String name(Enum<?> phase) throws IOException {
        return JSON.readTree(JSON.writeValueAsString(phase)).asText();
    }
}
