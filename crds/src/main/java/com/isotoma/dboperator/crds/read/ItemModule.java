package com.isotoma.dboperator.crds.read;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;

/**
 * Has custom resources, Jobs and CronJobs read by {@link ItemDeserializer}. Other kinds of Kubernetes are checked by the API
 * server against the very types that they are read as, and a Secret or Lease without its contents would be misunderstood.
 */
final class ItemModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    ItemModule() {
        super("items");
        setDeserializerModifier(new Modifier());
    }

    private static final class Modifier extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            var type = description.getBeanClass();
            return lenient(type)
                    ? new ItemDeserializer(type.asSubclass(HasMetadata.class), deserializer)
                    : deserializer;
        }

        private static boolean lenient(Class<?> type) {
            return CustomResource.class.isAssignableFrom(type) || type == Job.class || type == CronJob.class;
        }
    }
}
