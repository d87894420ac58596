export {
  type Dimension,
  dimensionless,
  divideDimensions,
  formatDimension,
  isDimensionless,
  multiplyDimensions,
  raiseDimension,
  sameDimension,
  timeDimension,
} from "./dimension.ts";
export { formatQuantity, parseQuantity, type Quantity, toSI } from "./quantity.ts";
export { isUnitSymbol, parseUnit, type Unit, UnitError, unitSymbols, usualSymbol } from "./unit.ts";
