package com.isotoma.dboperator.crds.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * Work on one Database that the operator gives to a run which was started for another Database of the same server.
 *
 * @param database name of the Database, in the namespace of the run's own
 * @param operation the word for what is to be done, as {@link RunVariables#OPERATION} has it
 * @param job name of the Job that would have been created for it: the same whenever the same thing is due
 * @param variables further variables that a run of it would have been told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Assignment(String database, String operation, String job, Map<String, String> variables) {
    public Assignment {
        variables = variables == null ? Map.of() : Map.copyOf(variables);
    }
}
