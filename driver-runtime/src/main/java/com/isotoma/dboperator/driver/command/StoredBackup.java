package com.isotoma.dboperator.driver.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.isotoma.dboperator.driver.storage.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A backup that a bucket has a manifest of.
 *
 * @param url of its data
 * @param state whether the data is there
 * @param signature what the manifest's signature is worth, one of {@link
 *     com.isotoma.dboperator.driver.storage.SignatureReasons}; null where signatures are not looked at
 * @param manifest as it is stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredBackup(
        String url, State state, @Nullable String signature, Manifest manifest) implements Listing.Entry {
    /** What a listing can tell of data without reading it. */
    public enum State {
        /** There, and as large as it should be. */
        @JsonProperty("stored")
        STORED("stored"),
        @JsonProperty("missing")
        MISSING("missing"),
        /** There, but of another size: whatever it is, it is not what was stored. */
        @JsonProperty("altered")
        ALTERED("altered");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
