package com.isotoma.dboperator.operator.events;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;

/** Passes a report on, unless the very same was passed on in the last ten minutes. */
public final class SparingReporter implements Reporter {
    static final Duration SILENCE = Duration.ofMinutes(10);
    private static final long REMEMBERED = 100_000;

    private final Reporter next;
    private final Cache<Said, Boolean> said;

    public SparingReporter(Reporter next, Ticker ticker) {
        this.next = next;
        this.said = CacheBuilder.newBuilder()
                .expireAfterWrite(SILENCE)
                .maximumSize(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    @Override
    public void report(Report report) {
        var key = new Said(report.subject().getMetadata().getUid(), report.reason(), report.episode(), report.note());
        if (said.asMap().putIfAbsent(key, Boolean.TRUE) == null) {
            next.report(report);
        }
    }

    private record Said(String uid, String reason, String episode, String note) {}
}
