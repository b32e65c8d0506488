package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The extra operations in this image; most images have none. */
final class ExtraOperations {
    private final Map<String, ExtraOperation> byWord;

    private ExtraOperations(Map<String, ExtraOperation> byWord) {
        this.byWord = byWord;
    }

    /** What is named in {@code META-INF/services} on the class path. */
    static ExtraOperations load() throws UsageException {
        return of(ServiceLoader.load(ExtraOperation.class));
    }

    static ExtraOperations of(Iterable<ExtraOperation> operations) throws UsageException {
        var byWord = new TreeMap<String, ExtraOperation>();
        try {
            for (var operation : operations) {
                var word = operation.word();
                if (word.isBlank() || Operation.of(word).isPresent()) {
                    throw new UsageException(operation.getClass().getName() + " cannot be called '" + word
                            + "': give it a word of its own");
                }
                if (byWord.putIfAbsent(word, operation) != null) {
                    throw new UsageException("two operations on the class path are called " + word);
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new UsageException("an operation on the class path cannot be loaded: " + e.getMessage());
        }
        return new ExtraOperations(byWord);
    }

    SortedSet<String> words() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byWord.keySet()));
    }

    Collection<ExtraOperation> all() {
        return Collections.unmodifiableCollection(byWord.values());
    }

    Optional<ExtraOperation> find(@Nullable String word) {
        return word == null ? Optional.empty() : Optional.ofNullable(byWord.get(word));
    }
}
