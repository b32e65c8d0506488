package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The operations in this image, in the order in which they are registered. */
final class OperationHandlers {
    static final String OPERATION = RunVariables.OPERATION;
    /** As it was once called. */
    static final String OLD_OPERATION = RunVariables.ACTION;

    /** What most operations need, which is asked for even where nobody knows which one is meant. */
    private static final List<Variable> COMMON = List.of(DatabaseOperation.NAMESPACE, DatabaseOperation.DATABASE);

    private final Map<String, OperationHandler> byWord;

    private OperationHandlers(Map<String, OperationHandler> byWord) {
        this.byWord = byWord;
    }

    /** What is named in {@code META-INF/services} on the class path. */
    static OperationHandlers load() throws UsageException {
        return of(ServiceLoader.load(OperationHandler.class));
    }

    static OperationHandlers of(Iterable<? extends OperationHandler> operations) throws UsageException {
        var byWord = new LinkedHashMap<String, OperationHandler>();
        try {
            for (var operation : operations) {
                var word = operation.word();
                if (word.isBlank()) {
                    throw new UsageException(operation.getClass().getName() + " cannot be called '" + word
                            + "': give it a word of its own");
                }
                var other = byWord.putIfAbsent(word, operation);
                if (other != null) {
                    throw new UsageException("two operations on the class path are called " + word + ": "
                            + other.getClass().getName() + " and "
                            + operation.getClass().getName() + ": give one of them a word of its own");
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new UsageException("an operation on the class path cannot be loaded: " + e.getMessage());
        }
        return new OperationHandlers(byWord);
    }

    Collection<OperationHandler> all() {
        return Collections.unmodifiableCollection(byWord.values());
    }

    /** The one of that word. */
    Optional<OperationHandler> find(@Nullable String word) {
        return word == null ? Optional.empty() : Optional.ofNullable(byWord.get(word));
    }

    /**
     * The operation that the environment asks for.
     *
     * @throws UsageException that names everything that is missing or wrong, at once
     */
    OperationHandler asked(Map<String, String> environment) throws UsageException {
        var faults = new ArrayList<String>();
        var name = environment.containsKey(OPERATION) ? OPERATION : OLD_OPERATION;
        var word = environment.get(name);
        var found = find(word);
        if (word == null || word.isBlank()) {
            faults.add(OPERATION + " is not set: give one of " + byWord.keySet());
        } else if (found.isEmpty()) {
            faults.add(name + " is '" + word + "': give one of " + byWord.keySet());
        }
        var variables = found.map(OperationHandler::variables).orElse(COMMON);
        variables.stream()
                .filter(variable ->
                        variable.required() && variable.in(environment).isEmpty())
                .forEach(variable -> faults.add(variable.name() + " is not set"));
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("; ", faults));
        }
        return found.orElseThrow();
    }
}
