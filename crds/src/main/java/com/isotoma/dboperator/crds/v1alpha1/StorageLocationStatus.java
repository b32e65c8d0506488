package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.isotoma.dboperator.driver.spi.Explained;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of trying a StorageLocation out. Only the runs that do so write it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorageLocationStatus(
        @JsonPropertyDescription(
                "What is true of this location: Writable, Readable, Deletable, and Ready, which is all of them; Stalled when"
                        + " it is not Ready.")
        @Nullable
        List<Condition> conditions,

        @JsonPropertyDescription("The generation of the spec that was tried out.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When it was last tried out, RFC 3339.") @Nullable
        String lastCheckTime,

        @JsonPropertyDescription("One line for people.") @Nullable
        String message) {

    /** Condition: backups can be written, read and removed. */
    @Explained(meaning = "backups can be written, read and removed")
    public static final String READY = "Ready";

    /** Condition: an object could be stored. */
    @Explained(meaning = "an object could be stored")
    public static final String WRITABLE = "Writable";

    /** Condition: it could be listed, and read as it was stored. */
    @Explained(meaning = "what was stored could be listed, and read as it was")
    public static final String READABLE = "Readable";

    /** Condition: it could be removed. */
    @Explained(meaning = "what was stored could be removed")
    public static final String DELETABLE = "Deletable";

    /** The status of a location that nobody has tried out. */
    public static final StorageLocationStatus NONE = new StorageLocationStatus(null, null, null, null);
}
