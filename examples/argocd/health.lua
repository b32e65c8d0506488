-- Health of all kinds of db.isotoma.com for Argo CD, by the conditions that kstatus follows too.
local function condition(kind)
  if obj.status ~= nil and obj.status.conditions ~= nil then
    for _, c in ipairs(obj.status.conditions) do
      if c.type == kind then return c end
    end
  end
  return {}
end
local stalled, reconciling, ready = condition("Stalled"), condition("Reconciling"), condition("Ready")
local observed = obj.status ~= nil and obj.status.observedGeneration or nil
if observed ~= nil and observed ~= obj.metadata.generation then
  return {status = "Progressing", message = "The latest change has not been picked up yet"}
elseif reconciling.status == "True" then
  return {status = "Progressing", message = reconciling.message}
elseif stalled.status == "True" then
  return {status = "Degraded", message = stalled.message}
elseif ready.reason == "Suspended" then
  return {status = "Suspended", message = ready.message}
elseif ready.status == "True" then
  return {status = "Healthy", message = ready.message}
end
return {status = "Progressing", message = ready.message or "Nothing has been reported yet"}
