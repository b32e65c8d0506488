package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.isotoma.dboperator.driver.spi.DriverApi;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run sees its driver through this class: a method that it does not pass on has the default of the interface. */
class PermittedDriverTest {
    static Stream<Method> methods() {
        return Arrays.stream(DriverApi.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodIsPassedOn(Method method) {
        assertThatCode(() -> PermittedDriver.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                .doesNotThrowAnyException();
    }
}
