package com.isotoma.dboperator.driver.storage;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;

/**
 * Asks before each attempt of a call that changes something in the store. Reading is always permitted, and so is giving up
 * what is not complete, which leaves nothing behind.
 *
 * @param permit throws when nothing may be changed
 */
record PermittedWrites(Runnable permit) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        var method = context.httpRequest().method();
        boolean reads = method == SdkHttpMethod.GET || method == SdkHttpMethod.HEAD;
        if (!reads && !(context.request() instanceof AbortMultipartUploadRequest)) {
            permit.run();
        }
    }
}
