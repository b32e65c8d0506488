package com.isotoma.dboperator.demo.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is backed up, where to, and when. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.manualTrigger) || !has(self.manualTrigger.repo) || self.manualTrigger.repo == '' ||"
                + " self.repos.exists(r, r.name == self.manualTrigger.repo)",
        message = "manualTrigger.repo names none of the repos: give it the name of one",
        fieldPath = ".manualTrigger")
@ValidationRule(
        value = "!has(self.scheduledTrigger) || !has(self.scheduledTrigger.repo) || self.scheduledTrigger.repo == '' ||"
                + " self.repos.exists(r, r.name == self.scheduledTrigger.repo)",
        message = "scheduledTrigger.repo names none of the repos: give it the name of one",
        fieldPath = ".scheduledTrigger")
public record DatabaseBackupSpec(
        @JsonPropertyDescription("Places where backups can go; a trigger chooses one by its name.")
        @Required
        @Size(min = 1, max = 20)
        List<Repository> repos,

        @JsonPropertyDescription("Asks for one backup, made once.") @Nullable
        ManualTrigger manualTrigger,

        @JsonPropertyDescription("Asks for backups by schedule.") @Nullable
        ScheduledTrigger scheduledTrigger,

        @JsonPropertyDescription("Image that makes the backups. Default: that of the Driver demo-http.")
        @Nullable
        @Size(min = 1, max = 512)
        String image,

        @JsonPropertyDescription(
                "Name of the DatabaseCluster, in the namespace of this resource. Default: the only one" + " there is.")
        @Nullable
        @Size(min = 1, max = 253)
        String cluster) {}
