package com.isotoma.dboperator.driver.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a word means that people find in a condition or an Event. It stands at the constant that holds the word, in plain
 * Markdown. Authors of drivers may use it for reasons of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Explained {
    /** What is the case, without a full stop. */
    String meaning();

    /** What to do about it, without a full stop; empty where nothing need be done. */
    String remedy() default "";
}
