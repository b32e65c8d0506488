package com.isotoma.dboperator.driver.transfer;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.CopyStream;
import org.jspecify.annotations.Nullable;

/**
 * What came of one copy: exactly one of result and failure is there.
 *
 * @param url of the object
 * @param result what was stored and checked
 * @param failure why there is no such copy
 */
public record CopyOutcome(
        String url,
        CopyStream.@Nullable Result result,
        @Nullable DriverException failure) {}
