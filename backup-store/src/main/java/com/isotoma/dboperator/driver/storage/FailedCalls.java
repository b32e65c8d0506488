package com.isotoma.dboperator.driver.storage;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Notes on each error of the client which call of the store failed, so that the message can say it. */
final class FailedCalls implements ExecutionInterceptor {
    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        var error = context.exception();
        var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (operation != null) {
            error.addSuppressed(new Note(operation));
        }
        return error;
    }

    /** The name of the call that failed, as the API of S3 calls it: {@code UploadPartCopy}. Empty when nothing noted it. */
    static Optional<String> of(SdkException error) {
        return Arrays.stream(error.getSuppressed())
                .filter(Note.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    /** Carries the name; it has no stack trace, and is never thrown. */
    static final class Note extends Exception {
        private static final long serialVersionUID = 1L;

        Note(String operation) {
            super(operation, null, false, false);
        }
    }
}
