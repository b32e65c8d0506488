package com.isotoma.dboperator.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingReporterTest {
    private final List<Report> passedOn = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Reporter reporter = new SparingReporter(passedOn::add, new Ticker() {
        @Override
        public long read() {
            return nanos.get();
        }
    });

    @Test
    void theSameIsSaidOnceInTenMinutes() {
        reporter.report(report("uid", "job-1", "text"));
        reporter.report(report("uid", "job-1", "text"));
        assertThat(passedOn).hasSize(1);

        nanos.addAndGet(SparingReporter.SILENCE.plus(Duration.ofSeconds(1)).toNanos());
        reporter.report(report("uid", "job-1", "text"));
        assertThat(passedOn).hasSize(2);
    }

    @Test
    void whateverHasChangedIsSaidAtOnce() {
        reporter.report(report("uid", "job-1", "text"));
        reporter.report(report("uid", "job-2", "text"));
        reporter.report(report("uid", "job-1", "other text"));
        reporter.report(report("another", "job-1", "text"));
        assertThat(passedOn).hasSize(4);
    }

    private static Report report(String uid, String episode, String note) {
        var database = new Database();
        database.getMetadata().setUid(uid);
        return Report.warning(database, "JobFailed", episode, note);
    }
}
