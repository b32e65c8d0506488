package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A further user of one Database: what it may do, and where its password goes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.database == oldSelf.database",
        message = "database cannot be changed, since the user is one of that database: create another DatabaseUser",
        fieldPath = ".database")
@ValidationRule(
        value = "has(self.secret) == has(oldSelf.secret) && (!has(self.secret) || self.secret == oldSelf.secret)",
        message = "secret cannot be changed, since applications read the Secret: create another DatabaseUser")
public record DatabaseUserSpec(
        @JsonPropertyDescription("Name of the Database, in the namespace of this resource. Cannot be changed.")
        @Required
        @Size(min = 1, max = 253)
        String database,

        @JsonPropertyDescription(
                "What the user may do: ReadOnly (tables can be read), ReadWrite (rows can be changed as"
                        + " well) or Owner (everything that the application's own login can).")
        @Required
        UserAccess access,

        @JsonPropertyDescription("The Secret that is made for the user. Cannot be changed.") @Nullable
        UserSecretSpec secret,

        @JsonPropertyDescription("How the password is changed by itself, as of a Database. Default: only when the"
                + " annotation db.isotoma.com/rotate has a new value.")
        @Nullable
        RotationSpec rotation) {

    /** How the password is changed: what the spec says, else one by one. */
    public RotationSpec effectiveRotation() {
        return Objects.requireNonNullElse(rotation, RotationSpec.NONE);
    }

    /**
     * Name of the Secret: what the spec says, else that of the resource.
     *
     * @param user name of the resource
     */
    public String secretName(String user) {
        return secret == null ? user : Objects.requireNonNullElse(secret.name(), user);
    }
}
