package com.isotoma.dboperator.driver.listing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.isotoma.dboperator.driver.storage.Manifest;

/**
 * A backup that a bucket has a manifest of.
 *
 * @param url of its data
 * @param state whether the data is there
 * @param manifest as it is stored
 */
public record StoredBackup(String url, State state, Manifest manifest) implements Listing.Entry {
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
