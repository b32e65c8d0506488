package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person allows in annotations of a Database, each value once. The values that were acted upon are kept in the
 * status, so that an annotation that stays, in a Git repository for example, does not act again.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OneTimeWords(
        @JsonPropertyDescription("The last value of the annotation db.isotoma.com/start-empty.") @Nullable
        String startEmpty,

        @JsonPropertyDescription("The last value of the annotation db.isotoma.com/accept-server.") @Nullable
        String acceptServer,

        @JsonPropertyDescription("The last value of the annotation db.isotoma.com/adopt-from.") @Nullable
        String adoptFrom) {

    public static final OneTimeWords NONE = new OneTimeWords(null, null, null);

    /** Those that the annotations of a Database say. */
    public static OneTimeWords of(HasMetadata database) {
        var annotations = Objects.requireNonNullElse(database.getMetadata().getAnnotations(), Map.<String, String>of());
        return new OneTimeWords(
                annotations.get(ApiGroup.START_EMPTY_ANNOTATION),
                annotations.get(ApiGroup.ACCEPT_SERVER_ANNOTATION),
                annotations.get(ApiGroup.ADOPT_FROM_ANNOTATION));
    }

    /** Those of them that were not acted upon yet. */
    public OneTimeWords notIn(@Nullable OneTimeWords served) {
        var before = Objects.requireNonNullElse(served, NONE);
        return new OneTimeWords(
                fresh(startEmpty, before.startEmpty),
                fresh(acceptServer, before.acceptServer),
                fresh(adoptFrom, before.adoptFrom));
    }

    /** The same with those values kept for which an annotation was taken away again. */
    public OneTimeWords over(@Nullable OneTimeWords served) {
        var before = Objects.requireNonNullElse(served, NONE);
        return new OneTimeWords(
                startEmpty == null ? before.startEmpty : startEmpty,
                acceptServer == null ? before.acceptServer : acceptServer,
                adoptFrom == null ? before.adoptFrom : adoptFrom);
    }

    /** The same texts for the same words; none for none. */
    public List<String> texts() {
        var texts = new ArrayList<String>();
        add(texts, "start-empty", startEmpty);
        add(texts, "accept-server", acceptServer);
        add(texts, "adopt-from", adoptFrom);
        return texts;
    }

    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    private static void add(List<String> texts, String word, @Nullable String value) {
        if (value != null) {
            texts.add(word + "=" + value);
        }
    }

    private static @Nullable String fresh(@Nullable String said, @Nullable String served) {
        return said == null || said.isBlank() || said.equals(served) ? null : said;
    }
}
