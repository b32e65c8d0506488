package com.isotoma.dboperator.driver.secret;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a template names in maps alone. The library's own way also calls methods of values by their name, which is more
 * than a tenant's template is for.
 */
final class NamesAlone implements Mustache.Collector {
    /** A value is one value, whatever it is made of. */
    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
        return value instanceof Map ? Collections.singleton(value).iterator() : null;
    }

    @Override
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
        return context instanceof Map
                ? (map, key) ->
                        ((Map<?, ?>) map).containsKey(key) ? ((Map<?, ?>) map).get(key) : Template.NO_FETCHER_FOUND
                : null;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
        return new HashMap<>();
    }
}
